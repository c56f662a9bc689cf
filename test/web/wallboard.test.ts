import type { MoveLine } from '../../core/wallboard/snapshot';
import { overflow, seriousProblems } from './support/axe';
import { agentRow } from './support/board-stand-in';
import { eventually } from './support/eventually';
import { longestTask } from './support/longest-task';
import { eachWallboard } from './support/wallboard-world';

jest.setTimeout(60_000);
const world = eachWallboard();

const moveOf = (number: number, decidedAt: number): MoveLine => ({
  moveId: `sales:m:${number}` as MoveLine['moveId'],
  agentId: 'agent-0003' as MoveLine['agentId'],
  agent: `agent-${number}`,
  ...{ rule: 'idle', from: 'inbound', to: 'outbound', decidedAt },
  because: {
    code: 'idle',
    figures: { agent: 'bo', idleSeconds: 31, limitSeconds: 30, needed: 4, there: 3, lacking: 1, forCampaigns: [] },
  },
  ended: null,
});

describe('the desk view', () => {
  it('shows queues with the seconds to the threshold and whom it would fetch, agents, and campaigns', async () => {
    const { open, problems } = world();
    const page = await open();
    const queue = page.getByRole('table', { name: 'Queues' }).getByRole('row', { name: /sales-inbound/ });
    await queue.waitFor();
    expect(await queue.textContent()).toMatch(/sales-inbound21\d+:\d\d✓ 90 % of 20\d+ sagent-0003–/);
    const agent = page.getByRole('table', { name: 'Agents' }).getByRole('row', { name: /agent-0003/ });
    expect(await agent.textContent()).toMatch(
      /Campaignswaiting on the tether0:\d\d✓ greenrenewalsCampaigns: eva asked for it/,
    );
    const campaign = page.getByRole('table', { name: 'Campaigns' }).getByRole('row', { name: /renewals/ });
    expect(await campaign.textContent()).toMatch(/^renewals403811/);
    await page.getByText('Not known here: abandon rate.').waitFor();
    expect(problems).toEqual([]);
  });

  it('keeps every move it saw, with the reason, though the server has the last of each agent only', async () => {
    const { board, open } = world();
    board.show({ moves: [moveOf(1, Date.now() - 2_000)] });
    const page = await open();
    const log = page.getByRole('log', { name: 'Moves' });
    await log.getByText('agent-1 to Campaigns').waitFor();
    await log.getByText('bo has been idle on inbound for 31 s, over 30 s').waitFor();
    board.show({ moves: [moveOf(2, Date.now())] });
    await log.getByText('agent-2 to Campaigns').waitFor();
    expect(await log.getByRole('paragraph').count()).toBe(2);
    expect(await log.getByRole('paragraph').first().textContent()).toContain('agent-2');
  });

  it('asks with the last etag, and what is unchanged stays fresh', async () => {
    const { board, open } = world();
    const page = await open();
    await page.getByRole('table', { name: 'Queues' }).waitFor();
    await eventually(() => expect(board.unchanged()).toBeGreaterThan(1));
    expect(await page.locator('.tile-stale').count()).toBe(0);
  });

  it('greys every tile, and says its age, when the server answers no more', async () => {
    const { board, open } = world();
    const page = await open();
    await page.getByRole('table', { name: 'Queues' }).waitFor();
    board.mood = 500;
    await page.getByText('No connection to the server. Everything shown is old').waitFor();
    await eventually(async () =>
      expect(await page.locator('.tile-stale').count()).toBe(await page.locator('.tile').count()),
    );
    await page
      .getByText(/^Old: \d+ s$/)
      .first()
      .waitFor();
    board.mood = 'ok';
    await eventually(async () => expect(await page.locator('.tile-stale').count()).toBe(0));
  });

  it('moves an agent: the request names to, hold and why, and the answer is said', async () => {
    const { board, open } = world();
    const page = await open();
    await page.getByRole('button', { name: 'Move agent-0003' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Stays there').selectOption('15');
    await dialog.getByLabel('Why').fill('team meeting at ten');
    await dialog.getByRole('button', { name: 'Move' }).click();
    await dialog.getByText('agent-0003: asked.').waitFor();
    expect(board.asked()).toEqual([
      {
        requestId: expect.stringMatching(/^[\w-]{36}$/),
        agentId: 'agent-0003',
        to: 'inbound',
        holdSeconds: 900,
        why: 'team meeting at ten',
      },
    ]);
  });

  it('says why a move is refused, and asks the same again as one request', async () => {
    const { board, open } = world();
    board.moveAnswer = [
      409,
      { code: 'refused', because: { code: 'left-alone', figures: { agent: 'bo', seconds: 12 } }, problem: 'no' },
    ];
    const page = await open();
    await page.getByRole('button', { name: 'Move agent-0001' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('team meeting');
    await dialog.getByRole('button', { name: 'Move' }).click();
    await dialog.getByText('Refused: bo is left alone for another 12 s').waitFor();
    await dialog.getByRole('button', { name: 'Move' }).click();
    await eventually(() => expect(board.asked()).toHaveLength(2));
    expect(new Set(board.asked().map(({ requestId }) => requestId)).size).toBe(1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('switches off what an operator confirms, until a time, and says until when', async () => {
    const { board, open } = world();
    board.operator = true;
    const until = Date.now() + 1_800_000;
    board.switchAnswer = [200, { until }];
    const page = await open();
    await page.getByText('olga switched it off at').waitFor();
    await page.getByRole('button', { name: 'Switch off: Blending' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Off for').selectOption('30');
    await dialog.getByLabel('Why').fill('too many moves');
    expect(await dialog.getByRole('button', { name: 'Switch off' }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Switch off' }).click();
    await dialog.getByText(/^Blending: off until .*, then on again by itself\.$/).waitFor();
    const [asked] = board.asked();
    expect(asked).toMatchObject({ switch: 'blend/enabled', why: 'too many moves' });
    expect(Math.abs(Number(asked?.['until']) - until)).toBeLessThan(120_000);
  });

  it('shows who is no operator the switches without buttons, and why', async () => {
    const { open } = world();
    const page = await open();
    await page.getByText('Only operators may use them').waitFor();
    expect(await page.getByRole('button', { name: /^Switch o/ }).count()).toBe(0);
  });

  it('of a thousand agents scrolls, sorts, filters and refreshes with no task over 100 ms', async () => {
    const { board, open } = world();
    const now = Date.now();
    const thousand = Array.from({ length: 1_000 }, (_, index) => agentRow(index + 1, now));
    board.show({ agents: thousand });
    const page = await open();
    const table = page.getByRole('table', { name: 'Agents' });
    await table.getByRole('row', { name: /agent-0001/ }).waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('1001');
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    const longest = await longestTask(page, async () => {
      for (const top of [5_000, 20_000, 47_000, 0]) {
        await page.evaluate(`document.querySelector('.agents-scroll').scrollTop = ${top}`);
        const there = `agent-${String(Math.min(1_000, Math.floor(top / 48) + 4)).padStart(4, '0')}`;
        await table.getByRole('row', { name: new RegExp(there) }).waitFor();
      }
      await table.getByRole('button', { name: /^Agent/ }).click();
      await table.getByRole('button', { name: /^Agent/ }).click();
      board.show({ agents: thousand.map((row) => ({ ...row, status: 'Again' })) });
      await page.getByLabel('Search agents').fill('again');
      await page.getByText('1,000 of 1,000').waitFor();
      await page.getByLabel('Search agents').fill('agent-0777');
      await page.getByText('1 of 1,000').waitFor();
      await page.getByLabel('Search agents').fill('');
      await page.getByText('1,000 of 1,000').waitFor();
    });
    expect(longest).toBeLessThanOrEqual(100);
  });
});

describe('the wall view', () => {
  it('has six figures with targets, large, and no names', async () => {
    const { open } = world();
    const page = await open('group=sales&view=wall');
    const figure = page.getByRole('region', { name: 'Callers waiting' });
    await figure.waitFor();
    expect(await page.locator('.figure').count()).toBe(6);
    expect(await page.getByText('agent-').count()).toBe(0);
    await page.getByRole('region', { name: 'On campaigns' }).getByText('needed: 8').waitFor();
    const height = await page.evaluate<number>(
      `parseFloat(getComputedStyle(document.querySelector('.figure-value')).fontSize)`,
    );
    expect(height).toBeGreaterThan(100);
  });
});

describe('who may not', () => {
  it('of a group reads "no access"', async () => {
    const { open } = world();
    const page = await open('group=service');
    await page.getByText('no access').waitFor();
    await page.getByText('You may not see service.').waitFor();
  });

  it('of any group reads "no access"', async () => {
    const { board, open } = world();
    board.groups = [];
    const page = await open();
    await page.getByText('no access').waitFor();
  });
});

describe('the wallboard, as people see it', () => {
  it.each(['light', 'dark'] as const)('in %s, axe finds nothing serious in either view', async (colorScheme) => {
    const { board, open } = world();
    board.show({ moves: [moveOf(1, Date.now())] });
    const page = await open();
    await page.emulateMedia({ colorScheme });
    await page.getByRole('table', { name: 'Queues' }).waitFor();
    await eventually(async () => expect(await seriousProblems(page)).toEqual([]));
    await page.getByRole('button', { name: 'Wall view' }).click();
    await page.getByRole('region', { name: 'Callers waiting' }).waitFor();
    await eventually(async () => expect(await seriousProblems(page)).toEqual([]));
  });

  it.each([
    [320, 640],
    [1280, 720],
    [3840, 2160],
  ])('fits a window of %d by %d, from either direction', async (width, height) => {
    const { open } = world();
    const page = await open();
    await page.setViewportSize({ width, height });
    await page.getByRole('table', { name: 'Queues' }).waitFor();
    expect(await overflow(page)).toBe(0);
    await page.evaluate('document.documentElement.dir = "rtl"');
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Wall view' }).click();
    await page.getByRole('region', { name: 'Callers waiting' }).waitFor();
    expect(await overflow(page)).toBe(0);
  });
});
