import { createColors } from 'picocolors';
import type { LineOf, TraceLine } from '../trace/lines';
import type { TraceNote } from '../trace/recorder';
import { clock, duration, noteSentence, type Sentence, sentence, type Tone } from './sentences';

export interface ViewOptions {
  readonly colour: boolean;
  /** A last line that is kept up to date: who waits, who talks. Needs a terminal. */
  readonly footer: boolean;
}

/** Colours and footer for a terminal; plain lines when piped, and no colours under NO_COLOR (no-color.org). */
export function viewOptions(
  stream: { readonly isTTY?: boolean | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): ViewOptions {
  const terminal = stream.isTTY === true && environment['TERM'] !== 'dumb';
  return { colour: terminal && !environment['NO_COLOR'], footer: terminal };
}

/** More agents than this are counted at the start, not named. */
const namedAtStart = 12;
const eraseLine = '\r\x1b[2K';

/** Prints a trace as it is written, one event a line: clock, sign, who and why. */
export class LiveView {
  readonly #colours: ReturnType<typeof createColors>;
  readonly #waiting = new Map<string, number>();
  readonly #statuses = new Map<string, string>();
  #opening: LineOf<'agent.status'>[] = [];
  /** A note that waits for what comes next. */
  #held: TraceNote | null = null;
  #lastClock = '';
  #footerShown = false;

  constructor(
    private readonly out: { write(text: string): unknown },
    private readonly options: ViewOptions,
  ) {
    this.#colours = createColors(options.colour);
  }

  line(line: TraceLine): void {
    this.#track(line);
    if (line.t === 0 && line.type === 'agent.status') {
      this.#opening.push(line);
      return;
    }
    // Sides and first versions go with the opening and say nothing new.
    if (line.t === 0 && (line.type === 'agent.side' || line.type === 'threshold.applied')) return;
    this.#open();
    // A caller nobody is left for is sent to voicemail in the same breath: that says it all.
    if (line.type === 'call.voicemail' && this.#held?.call === line.call && this.#held.t === line.t) this.#held = null;
    this.#sayHeld();
    const said = sentence(line);
    if (said !== null) this.#print(line.t, said);
    else this.tick(line.t);
  }

  note(note: TraceNote): void {
    this.#open();
    this.#sayHeld();
    if (note.kind === 'offer.held') this.#held = note;
    else this.#print(note.t, noteSentence(note));
  }

  /** Brings the footer up to date, `t` being now; without one, nothing. */
  tick(t: number): void {
    if (!this.#footerShown) return;
    this.out.write(`${eraseLine}${this.#colours.inverse(this.#footer(t))}`);
  }

  /** Takes the footer away; what comes next starts on a line of its own. */
  finish(): void {
    this.#open();
    this.#sayHeld();
    if (this.#footerShown) this.out.write(eraseLine);
    this.#footerShown = false;
  }

  #sayHeld(): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.#print(held.t, noteSentence(held));
  }

  #open(): void {
    const opening = this.#opening;
    if (opening.length === 0) return;
    this.#opening = [];
    if (opening.length <= namedAtStart) {
      for (const line of opening)
        this.#print(0, { icon: '●', text: `${line.agent} starts ${line.status}`, tone: 'plain' });
      return;
    }
    const text = `${opening.length} agents start: ${counts(opening.map((line) => line.status))}`;
    this.#print(0, { icon: '●', text, tone: 'plain' });
  }

  #print(t: number, said: Sentence): void {
    const colours = this.#colours;
    const now = clock(t);
    const shown = now === this.#lastClock ? ' '.repeat(now.length) : now;
    this.#lastClock = now;
    const because = said.because === undefined ? '' : colours.dim(`  (${said.because})`);
    const text = `${colours.dim(shown)}  ${this.#paint(said.tone, `${said.icon} ${said.text}`)}${because}\n`;
    this.out.write(this.#footerShown ? `${eraseLine}${text}` : text);
    if (!this.options.footer) return;
    this.out.write(colours.inverse(this.#footer(t)));
    this.#footerShown = true;
  }

  #footer(t: number): string {
    const since = Math.min(...this.#waiting.values());
    const waiting =
      this.#waiting.size === 0 ? 'nobody waits' : `${this.#waiting.size} waiting, longest ${duration(t - since)}`;
    return ` ${clock(t)} · ${waiting} · agents: ${counts([...this.#statuses.values()])} `;
  }

  #paint(tone: Tone, text: string): string {
    const colours = this.#colours;
    switch (tone) {
      case 'good':
        return colours.green(text);
      case 'bad':
        return colours.yellow(text);
      case 'busy':
        return colours.cyan(text);
      case 'alarm':
        return colours.bold(colours.red(text));
      case 'detail':
        return colours.dim(text);
      case 'plain':
        return text;
    }
  }

  #track(line: TraceLine): void {
    if (line.type === 'call.queued') this.#waiting.set(line.call, line.t);
    if (line.type === 'call.answered' || line.type === 'call.abandoned' || line.type === 'call.voicemail') {
      this.#waiting.delete(line.call);
    }
    if (line.type === 'agent.status') this.#statuses.set(line.agent, line.status);
  }
}

/** `3 Available, 1 Busy`, in order of first appearance. */
function counts(words: readonly string[]): string {
  const numbers = new Map<string, number>();
  for (const word of words) numbers.set(word, (numbers.get(word) ?? 0) + 1);
  return [...numbers].map(([word, number]) => `${number} ${word}`).join(', ') || 'none';
}
