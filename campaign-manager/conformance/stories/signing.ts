import { keyIdOf, signatureHeaders } from '../../../adapters/campaign-manager/signature';
import { contractVersion } from '../../../core/campaign-contract/identifiers';
import { reasonOf, resultOf, type Signing, wordsOf } from '../kit/command-line';
import type { Kit, Story } from '../kit/kit';

const longAgoMs = 180_000;

/** Signatures are looked at with commands that change nothing: AgentWork of an agent nobody knows is asked for. */
export const signing: Story = {
  name: 'signatures',
  rows: ['signed-command', 'wrong-signature', 'old-timestamp', 'replayed-nonce', 'second-key', 'unknown-agent'],
  async play(kit) {
    const { line, findings, time } = kit;
    const stranger = kit.agent('stranger');
    stranger.tetherId = `${stranger.agentId}:none`;
    const envelope = () => ({ version: contractVersion, command: stranger.command('ReportAgentWork', {}) });

    const asked = envelope();
    const good = await line.post(asked);
    const isReply = good.kind === 'reply' && good.reply.commandId === asked.command.commandId;
    findings.check('signed-command', isReply, () =>
      good.kind === 'reply' ? `the reply is to ${JSON.stringify(good.reply.commandId)}` : wordsOf(good),
    );

    const wrongHeader = (name: string, value: string): Signing => ({ headers: (all) => ({ ...all, [name]: value }) });
    await refuses(kit, 'wrong-signature', 'a signature of zeros', envelope(), {
      ...wrongHeader(signatureHeaders.signature, '0'.repeat(64)),
    });
    await refuses(kit, 'wrong-signature', 'the signature of another secret', envelope(), {
      secret: 'a key that nobody was ever given',
      ...wrongHeader(signatureHeaders.key, keyIdOf(line.keys.current)),
    });
    await refuses(kit, 'wrong-signature', 'a key that names no secret', envelope(), {
      ...wrongHeader(signatureHeaders.key, '00000000'),
    });
    await refuses(kit, 'wrong-signature', 'no signature at all', envelope(), {
      headers: () => ({ 'content-type': 'application/json' }),
    });

    await refuses(kit, 'old-timestamp', `a timestamp ${longAgoMs / 1000} s ago`, envelope(), {
      nowMs: time.now() - longAgoMs,
    });
    await refuses(kit, 'old-timestamp', `a timestamp ${longAgoMs / 1000} s ahead`, envelope(), {
      nowMs: time.now() + longAgoMs,
    });

    const again = { nonce: line.nonce(), nowMs: time.now() };
    const twice = envelope();
    await line.post(twice, again);
    await refuses(kit, 'replayed-nonce', 'the same request again', twice, again);
    await refuses(kit, 'replayed-nonce', 'another command with a nonce that was used', envelope(), again);

    const { previous } = line.keys;
    if (previous === null) findings.open('second-key', 'the secret file has no field "previous": nothing to sign with');
    else {
      const second = await line.post(envelope(), { secret: previous });
      findings.check('second-key', second.kind === 'reply', () => `signed with the previous key, ${wordsOf(second)}`);
    }

    await knowsNobody(kit);
  },
};

async function refuses(
  { line, findings }: Kit,
  row: 'wrong-signature' | 'old-timestamp' | 'replayed-nonce',
  what: string,
  envelope: unknown,
  by: Signing,
): Promise<void> {
  const told = await line.post(envelope, by);
  const refused = told.kind === 'no-reply' && told.status !== null && told.status >= 400 && told.status < 500;
  findings.check(row, refused, () => `to a command with ${what} ${wordsOf(told)}; 401 is expected`);
}

async function knowsNobody({ line, findings, agent }: Kit): Promise<void> {
  const nobody = agent('nobody');
  nobody.tetherId = `${nobody.agentId}:none`;
  const told = await line.send(
    nobody.command('ReleaseAgent', { moveId: nobody.nextMove(), when: 'now', reason: 'conformance' }),
  );
  const right = resultOf(told) === 'refused' && ['unknown-agent', 'unknown-tether'].includes(reasonOf(told) ?? '');
  findings.check('unknown-agent', right, () => `a release of an agent nobody knows was asked for and ${wordsOf(told)}`);
}
