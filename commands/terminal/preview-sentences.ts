import type { PreviewDecider, PreviewOutcome } from '../../core/campaign-contract/identifiers';
import type { LineOf } from '../../simulator/trace/lines';
import type { Sentence, Tone } from './sentence';
import { duration } from './times';

export type PreviewLine = LineOf<'preview.offered' | 'preview.decided'>;

const outcomeWords: Readonly<Record<PreviewOutcome, string>> = {
  accept: 'is to be dialled',
  reject: 'is left for later',
  close: 'is closed',
  'reject-and-close': 'is closed',
  'reject-and-reschedule': 'is put off',
  withdrawn: 'is withdrawn',
};
const outcomeCounts: Readonly<Record<PreviewOutcome, string>> = {
  accept: 'accepted',
  reject: 'rejected',
  close: 'closed',
  'reject-and-close': 'closed',
  'reject-and-reschedule': 'put off',
  withdrawn: 'withdrawn',
};
const deciders: Readonly<Record<PreviewDecider, string>> = {
  agent: 'the agent decides',
  timeout: 'the time is out',
  'campaign-manager': 'taken back by the Campaign Manager',
  system: 'the agent is not there for it any more',
};
const outcomeTones: Readonly<Partial<Record<PreviewOutcome, Tone>>> = { accept: 'good', withdrawn: 'busy' };

/** A contact shown to an agent before it is dialled, in words. */
export function previewSentence(line: PreviewLine): Sentence {
  const { preview, agent } = line;
  const contact = preview.slice(0, preview.lastIndexOf('/'));
  if (line.type === 'preview.offered') {
    return { icon: '▤', text: `${agent} is shown ${contact} for ${duration(line.seconds)}`, tone: 'detail' };
  }
  const { outcome, by, reason = deciders[by] } = line;
  return {
    icon: '▤',
    text: `${contact} ${outcomeWords[outcome]}`,
    because: reason,
    tone: outcomeTones[outcome] ?? 'plain',
  };
}

/** The same for a sum. */
export const previewCount = (line: PreviewLine): string =>
  line.type === 'preview.offered' ? 'shown' : outcomeCounts[line.outcome];
