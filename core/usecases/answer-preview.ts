import { unchanged } from '../domain/agent-step';
import type { PreviewDecider, PreviewOutcome } from '../domain/campaign-manager/identifiers';
import { decidePreview, type PreviewAnswer } from '../domain/preview';
import { type StepPorts, takeStep } from './carry-out';

/** `decided`: the agent's answer counts. `lost`: somebody or something was faster. `unknown`: not shown to this agent. */
export type AnswerResult =
  | { readonly kind: 'decided' | 'lost'; readonly outcome: PreviewOutcome; readonly by: PreviewDecider }
  | { readonly kind: 'unknown' };

/**
 * An agent answers the contact they are shown. Safe to repeat: the same answer coming again is told as decided. Of several
 * who answer at the same moment one decides, and the others are told what was decided, and by whom.
 */
export async function answerPreview(
  ports: StepPorts,
  given: { readonly agentId: string; readonly previewId: string; readonly answer: PreviewAnswer },
): Promise<AnswerResult> {
  const { agentId, previewId, answer } = given;
  const now = ports.clock.now();
  const taken = await takeStep(ports, agentId, `preview:${previewId}:${answer}`, (agent) => {
    const { preview } = agent.outbound;
    // A time-out whose timer is a little late has come all the same.
    if (preview?.previewId !== previewId || now >= preview.deadline) return unchanged(agent);
    return decidePreview(agent, previewId, answer, 'agent', now, `${agent.username} chose ${answer}`);
  });
  const preview = taken?.agent.outbound.preview;
  if (!taken || preview?.previewId !== previewId) return { kind: 'unknown' };
  if (preview.decided === null) return { kind: 'lost', outcome: preview.onTimeout, by: 'timeout' };
  const { outcome, by } = preview.decided;
  return { kind: by === 'agent' && outcome === answer ? 'decided' : 'lost', outcome, by };
}
