/** The version is `1`: another one is refused and unknown fields are ignored, by us and by the reference, both ways. */
import { SignedCampaignManager } from '../../../adapters/campaign-manager/signed-campaign-manager';
import { CommandGate } from '../../../campaign-manager/reference/command-gate';
import type { CampaignCommand } from '../../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../../core/campaign-contract/events';
import { ingestEvents } from '../../../core/campaign-link/ingest-events';

const report: CampaignCommand = {
  type: 'ReportAgentWork',
  commandId: 'k1',
  agentFence: 3,
  deadline: 2_000,
  agentId: 'id-ana',
  tetherId: 't-1',
};
const heartbeat: CampaignEvent = { type: 'Heartbeat', eventId: 'e-1', at: 1_000, seq: 1 };

describe('our side', () => {
  const published: CampaignEvent[] = [];
  const bus = { publish: async (events: readonly CampaignEvent[]) => void published.push(...events) };
  beforeEach(() => published.splice(0));

  it('refuses events of another version, with a sentence, whatever is in them', async () => {
    const taken = await ingestEvents({ bus }, { version: '2', events: [heartbeat] });
    expect(taken).toEqual({ accepted: 0, refused: ['version "2" of the contract is not spoken here; 1 is'] });
    expect(published).toEqual([]);
  });

  it('ignores fields of an event it does not know', async () => {
    const work = {
      type: 'AgentWork',
      eventId: 'e-2',
      at: 1,
      agentId: 'id-ana',
      tetherId: 't-1',
      seq: 1,
      state: 'idle',
    };
    const events = [
      { ...heartbeat, mood: 'fine' },
      { ...work, since: { year: 2026 } },
    ];
    expect(await ingestEvents({ bus }, { version: '1', events })).toEqual({ accepted: 2, refused: [] });
    expect(published).toEqual([heartbeat, work]);
  });

  it('refuses an event of a type it does not know, and takes its neighbours', async () => {
    const taken = await ingestEvents({ bus }, { version: '1', events: [{ type: 'Dance' }, heartbeat] });
    expect(taken).toMatchObject({ accepted: 1, refused: [expect.stringMatching(/^events\[0\]: type is "Dance"/)] });
    expect(published).toEqual([heartbeat]);
  });

  it('sends its version, and ignores fields of a reply it does not know', async () => {
    let sent: unknown;
    const campaignManager = new SignedCampaignManager(
      async ({ body }) => {
        sent = JSON.parse(body);
        return { status: 200, body: '{"commandId":"k1","result":"released","mood":"fine","version":"9"}' };
      },
      {
        path: '/commands',
        secrets: async () => ['a secret of 32 characters, or so'],
        clock: { now: () => 1 },
        nonce: () => 'n'.repeat(16),
      },
    );
    expect(await campaignManager.send(report)).toEqual({
      kind: 'reply',
      reply: { commandId: 'k1', result: 'released' },
    });
    expect(sent).toEqual({ version: '1', command: report });
  });
});

describe('the reference', () => {
  it('ignores commands of another version, and remembers nothing of them', () => {
    const gate = new CommandGate();
    const other = gate.admit({ version: '2', command: { ...report, agentFence: 9 } }, 1_000);
    expect(other).toMatchObject({ kind: 'answered', reply: { commandId: 'k1', result: 'ignored' } });
    expect(gate.admit({ version: '1', command: report }, 1_000)).toEqual({ kind: 'act', command: report });
  });

  it('ignores commands of a type it does not know', () => {
    const dance = { version: '1', command: { ...report, type: 'Dance' } };
    expect(new CommandGate().admit(dance, 1_000)).toMatchObject({ kind: 'answered', reply: { result: 'ignored' } });
  });

  it('ignores fields it does not know', () => {
    const envelope = { version: '1', trace: 7, command: { ...report, mood: 'fine' } };
    expect(new CommandGate().admit(envelope, 1_000)).toEqual({ kind: 'act', command: report });
  });
});
