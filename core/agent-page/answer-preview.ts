import type { PageStore } from '../agent/ports';
import type { PreviewDecision } from '../agent/preview-record';
import { unchanged } from '../agent/steps/agent-step';
import { rulesOf, type StepPorts, takeStep } from '../agent/steps/carry-out';
import { type AnswerToPreview, decidePreview, openPreview } from '../agent/steps/preview';
import { previewRanOut } from '../agent/steps/taken-off';
import type { AgentId, PreviewId } from '../ids';

export interface AnswerPreviewPorts extends StepPorts {
  readonly pages: Pick<PageStore, 'lastSeen'>;
}

/** `decided`: the agent's answer counts. `lost`: somebody or something was faster. `unknown`: not shown to this agent. */
export type AnswerResult =
  | ({ readonly kind: 'decided' | 'lost' } & Pick<PreviewDecision, 'outcome' | 'by' | 'final'>)
  | { readonly kind: 'unknown' };

/**
 * An agent answers the contact they are shown. Safe to repeat: the same answer coming again is told as decided. Of several
 * who answer at the same moment one decides, and the others are told what was decided, and by whom. An answer after the
 * deadline that comes before its timer decides in the timer's place, by the same rule: nobody is told an outcome that is not
 * written. It may be overruled until it is `final`, where the Campaign Manager has not heard of it and takes the contact back.
 */
export async function answerPreview(
  ports: AnswerPreviewPorts,
  given: { readonly agentId: AgentId; readonly previewId: PreviewId; readonly answer: AnswerToPreview },
): Promise<AnswerResult> {
  const { agentId, previewId, answer } = given;
  const now = ports.clock.now();
  const taken = await takeStep(ports, agentId, `preview:${previewId}:${answer}`, async (agent) => {
    const preview = openPreview(agent);
    if (preview?.previewId !== previewId) return unchanged(agent);
    return now < preview.deadline
      ? decidePreview(agent, previewId, answer, 'agent', now, `${agent.username} chose ${answer}`)
      : previewRanOut(agent, await rulesOf(ports, agent), previewId, now, await ports.pages.lastSeen(agentId));
  });
  const decided = taken?.agent.outbound.preview;
  if (decided?.previewId !== previewId || decided.decided === null) return { kind: 'unknown' };
  const { outcome, by, final } = decided.decided;
  return { kind: by === 'agent' && outcome === answer ? 'decided' : 'lost', outcome, by, final };
}
