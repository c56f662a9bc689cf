import { contractVersion } from '../../../core/campaign-contract/identifiers';
import { reasonOf, resultOf, type Told, wordsOf } from '../kit/command-line';
import type { Kit, Story } from '../kit/kit';
import type { RowId } from '../kit/rows';
import type { TestAgent } from '../kit/test-agent';
import { patience } from '../kit/time';

/** A command that must not be acted on: answered neither accepted nor released, and nobody is called. */
async function comesToNothing(kit: Kit, row: RowId, agent: TestAgent, told: Told, what: string): Promise<void> {
  const result = resultOf(told);
  kit.findings.check(
    row,
    result !== 'accepted' && result !== 'released',
    () => `${what} was sent and ${wordsOf(told)}`,
  );
  const called = await agent.find('TetherProgress', () => true, patience.promptMs);
  kit.findings.check(row, called === null, () => `${what} was sent and TetherProgress ${called?.state} came`);
}

export const versions: Story = {
  name: 'versions',
  rows: ['unknown-version', 'unknown-command', 'unknown-fields'],
  async play(kit) {
    const { line, findings } = kit;
    // What is refused below says nothing unless the same is taken when it is right.
    const known = kit.agent('plain', []);
    await known.takeTether();
    await known.tetherChanged('ended');

    const early = kit.agent('version');
    const asked = early.command('ChangeAgentState', early.wish('available', true));
    const told = await line.post({ version: `${contractVersion}0`, command: asked });
    await comesToNothing(kit, 'unknown-version', early, told, `a command of version ${contractVersion}0`);

    const agent = kit.agent('fields', []);
    const order = agent.command('ChangeAgentState', agent.wish('available', true));
    const dance = await line.post({ version: contractVersion, command: { ...order, type: 'TeachAgentToDance' } });
    await comesToNothing(kit, 'unknown-command', agent, dance, 'a command of an unknown type');

    const { tether, ...rest } = agent.command('ChangeAgentState', agent.wish('available', true));
    const command = { ...rest, tether: { ...tether, colour: 'green' }, mood: { today: 'fine' } };
    const more = await line.post({ version: contractVersion, command, trace: ['a', 1] });
    const taken = resultOf(more) === 'accepted';
    findings.check('unknown-fields', taken, () => `a command with fields not known was sent and ${wordsOf(more)}`);
    if (!taken) return;
    await agent.untilAnswered();
    await agent.tetherChanged('ended');
  },
};

export const repeats: Story = {
  name: 'repeated commands',
  rows: ['idempotent-command'],
  async play(kit) {
    const { line, findings } = kit;
    const agent = kit.agent('repeated');
    const order = agent.command('ChangeAgentState', agent.wish('available', true));
    sameAnswer(kit, 'a tether was asked for twice', await line.send(order), await line.send(order));
    await agent.untilAnswered();
    await kit.time.sleep(patience.onTheWayMs);
    const dials = kit.record
      .of('TetherProgress')
      .filter(({ event }) => event.tetherId === agent.tetherId && event.state === 'dialling').length;
    findings.check(
      'idempotent-command',
      dials <= 1,
      () => `one tether, asked for twice, was told as dialling ${dials} times`,
    );

    await agent.tetherChanged('ready');
    const talking = await agent.until(['talking']);
    const release = agent.command('ReleaseAgent', { moveId: agent.nextMove(), when: 'now', reason: 'conformance' });
    const first = await line.send(release);
    await agent.until(['idle', 'reserved', 'dialling'], ({ seq }) => seq > talking.seq);
    sameAnswer(kit, 'a release was asked for while talking, and again after it', first, await line.send(release));
    await agent.tetherChanged('ended');
  },
};

function sameAnswer({ findings }: Kit, what: string, first: Told, second: Told): void {
  const same =
    first.kind === second.kind && resultOf(first) === resultOf(second) && reasonOf(first) === reasonOf(second);
  findings.check(
    'idempotent-command',
    same,
    () => `${what} under one commandId: first ${wordsOf(first)}, then ${wordsOf(second)}`,
  );
}

/** An agent of no campaign stays idle: whatever would give them back can be told from what is ignored. */
export const fences: Story = {
  name: 'fences',
  rows: ['lower-fence'],
  async play(kit) {
    const agent = kit.agent('fence', []);
    await agent.comeReady();
    agent.skipFences(10);
    await agent.tetherChanged('ready');
    const late = agent.command(
      'ReleaseAgent',
      { moveId: agent.nextMove(), when: 'now', reason: 'conformance' },
      { fence: 5 },
    );
    await isIgnored(kit, 'lower-fence', agent, await kit.line.send(late), 'a release with a fence below the highest');
  },
};

export const deadlines: Story = {
  name: 'deadlines',
  rows: ['past-deadline'],
  async play(kit) {
    const { line, time } = kit;
    // Clocks may be off by a minute.
    const past = () => ({ deadline: time.now() - 120_000 });
    const early = kit.agent('too-late');
    const order = early.command('ChangeAgentState', early.wish('available', true), past());
    await comesToNothing(kit, 'past-deadline', early, await line.send(order), 'a tether past its deadline');

    const agent = kit.agent('deadline', []);
    await agent.comeReady();
    const late = agent.command(
      'ReleaseAgent',
      { moveId: agent.nextMove(), when: 'now', reason: 'conformance' },
      past(),
    );
    await isIgnored(kit, 'past-deadline', agent, await line.send(late), 'a release past its deadline');
  },
};

/** The answer is `ignored`, and the agent is still there: their work is told when asked for. */
async function isIgnored(kit: Kit, row: RowId, agent: TestAgent, told: Told, what: string): Promise<void> {
  const { findings } = kit;
  findings.check(row, resultOf(told) === 'ignored', () => `${what} was sent and ${wordsOf(told)}; ignored is expected`);
  const still = await agent.send('ReportAgentWork', {});
  findings.check(
    row,
    resultOf(still) === 'accepted',
    () => `after ${what} AgentWork was asked for and ${wordsOf(still)}`,
  );
  await agent.tetherChanged('ended');
}
