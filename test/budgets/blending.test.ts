import { decisionsCostTheSame } from './decision-requests';

jest.setTimeout(120_000);

// 10,000 agents: test/long/budgets/blending.test.ts.
decisionsCostTheSame([10, 1_000]);
