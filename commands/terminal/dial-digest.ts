import type { LineOf, TraceLine } from '../../simulator/trace/lines';
import { type PreviewLine, previewCount, previewSentence } from './preview-sentences';
import type { Sentence } from './sentence';

type DialLine = LineOf<'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned' | 'dial.ended'>;

/** A sentence with the moment it belongs to. */
export interface Said {
  readonly t: number;
  readonly sentence: Sentence;
}

/** Lines about dials that are told one by one in each window; the rest is counted and told at its end. */
const toldPerWindow = 8;
const windowSeconds = 60;

const isDial = (line: TraceLine): line is DialLine => line.type.startsWith('dial.');
const isPreview = (line: TraceLine): line is PreviewLine => line.type.startsWith('preview.');

/**
 * Dials, and contacts shown before them, in words: one line each while they are few, and sums once they are many. Give it every line; it answers what is to
 * be said of it and of the time before.
 */
export class DialDigest {
  #window = 0;
  #told = 0;
  /** Of this window, by campaign, beyond those told one by one. */
  readonly #untold = new Map<string, Map<string, number>>();

  /** What was only counted and whose time is over by `t`. */
  due(t: number): readonly Said[] {
    const window = Math.floor(t / windowSeconds);
    if (window <= this.#window) return [];
    const said = this.flush((this.#window + 1) * windowSeconds);
    this.#window = window;
    this.#told = 0;
    return said;
  }

  /** Everything counted so far, as of `t`. */
  flush(t: number): readonly Said[] {
    const said = [...this.#untold].map(([campaign, counts]): Said => {
      const sums = [...counts].map(([what, count]) => `${count} ${what}`).join(', ');
      return { t, sentence: { icon: '☏', text: `${campaign}: ${sums}`, because: 'besides those told', tone: 'plain' } };
    });
    this.#untold.clear();
    return said;
  }

  /** Null where the line is counted, or says nothing that another line does not. */
  take(line: TraceLine): Sentence | null {
    if (!isDial(line) && !isPreview(line)) return null;
    if (this.#told < toldPerWindow) {
      const sentence = isDial(line) ? dialSentence(line) : previewSentence(line);
      if (sentence !== null) this.#told += 1;
      return sentence;
    }
    const what = isDial(line) ? countWord(line) : previewCount(line);
    if (what === null) return null;
    const campaign = campaignOf(line);
    const counts = this.#untold.get(campaign) ?? new Map<string, number>();
    this.#untold.set(campaign, counts);
    counts.set(what, (counts.get(what) ?? 0) + 1);
    return null;
  }
}

/** A preview is `<campaign>-1/1`. */
const campaignOf = (line: DialLine | PreviewLine): string =>
  'campaign' in line ? line.campaign : line.preview.slice(0, line.preview.lastIndexOf('-'));

const endWords = {
  completed: 'finished',
  'no-answer': 'not answered',
  busy: 'busy',
  machine: 'answered by a machine',
  'invalid-number': 'no such number',
  rejected: 'declined',
  failed: 'cut off',
  abandoned: null,
} as const;

function dialSentence(line: DialLine): Sentence | null {
  const { contact, agent } = line;
  switch (line.type) {
    case 'dial.started':
      return { icon: '☏', text: `${contact} is dialled${agent === undefined ? '' : ` for ${agent}`}`, tone: 'detail' };
    case 'dial.connected':
      return { icon: '✓', text: `${contact} answers and talks with ${agent ?? 'an agent'}`, tone: 'good' };
    case 'dial.abandoned':
      return { icon: '☹', text: `${contact} answers and nobody is free`, tone: 'bad' };
    case 'dial.ended':
      return endSentence(line);
    case 'dial.answered':
      return null;
  }
}

function endSentence({ contact, agent, outcome }: LineOf<'dial.ended'>): Sentence | null {
  switch (outcome) {
    case 'completed':
      return { icon: '·', text: `${contact} and ${agent ?? 'the agent'} say goodbye`, tone: 'detail' };
    case 'no-answer':
      return { icon: '·', text: `${contact} does not answer`, tone: 'detail' };
    case 'busy':
    case 'machine':
    case 'invalid-number':
    case 'rejected':
      return { icon: '·', text: `${contact} is not reached: ${endWords[outcome]}`, tone: 'detail' };
    case 'failed':
      return { icon: '✗', text: `${contact} is cut off`, tone: 'bad' };
    case 'abandoned':
      return null;
  }
}

/** Who was abandoned is counted when they are. */
function countWord(line: DialLine): string | null {
  switch (line.type) {
    case 'dial.started':
      return 'dialled';
    case 'dial.answered':
      return 'answered';
    case 'dial.connected':
      return 'put through';
    case 'dial.abandoned':
      return 'abandoned';
    case 'dial.ended':
      return endWords[line.outcome];
  }
}
