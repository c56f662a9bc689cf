import { decisionsCostTheSame } from '../../budgets/decision-requests';

jest.setTimeout(120_000);

decisionsCostTheSame([10_000]);
