import { createColors } from 'picocolors';
import type { LineOf, TraceLine } from '../../simulator/trace/lines';
import type { TraceNote } from '../../simulator/trace/trace-writer';
import { DialDigest } from './dial-digest';
import type { Sentence, Tone } from './sentence';
import { noteSentence, sentence } from './sentences';
import { clockTime, duration } from './times';

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
  readonly #tethers = new Map<string, string>();
  readonly #dials = new DialDigest();
  #opening: LineOf<'agent.status'>[] = [];
  /** Agents who start on the outbound side. */
  readonly #startOutbound = new Set<string>();
  #lastT = 0;
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
    if (line.t === 0 && line.type === 'agent.side') {
      if (line.side === 'outbound') this.#startOutbound.add(line.agent);
      return;
    }
    // The first versions are part of the opening and are not told again.
    if (line.t === 0 && line.type === 'threshold.applied') return;
    this.#open();
    this.#sums(line.t);
    // A caller for whom nobody is left is sent to voicemail at the same moment, and that line says both.
    if (line.type === 'call.voicemail' && this.#held?.call === line.call && this.#held.t === line.t) this.#held = null;
    this.#sayHeld();
    const said = this.#dials.take(line) ?? sentence(line);
    if (said !== null) this.#print(line.t, said);
    else this.tick(line.t);
  }

  note(note: TraceNote): void {
    this.#open();
    this.#sums(note.t);
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
    for (const { t, sentence: said } of this.#dials.flush(this.#lastT)) this.#print(t, said);
    if (this.#footerShown) this.out.write(eraseLine);
    this.#footerShown = false;
  }

  /** Dials that were only counted, once their time is over. */
  #sums(t: number): void {
    this.#lastT = t;
    for (const { t: at, sentence: said } of this.#dials.due(t)) this.#print(at, said);
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
      for (const line of opening) {
        const side = this.#startOutbound.has(line.agent) ? ' on the outbound side' : '';
        this.#print(0, { icon: '●', text: `${line.agent} starts ${line.status}${side}`, tone: 'plain' });
      }
      return;
    }
    const outside = this.#startOutbound.size;
    const sides = outside > 0 ? `, ${outside} on the outbound side` : '';
    const text = `${opening.length} agents start: ${counts(opening.map((line) => line.status))}${sides}`;
    this.#print(0, { icon: '●', text, tone: 'plain' });
  }

  #print(t: number, said: Sentence): void {
    const colours = this.#colours;
    const now = clockTime(t);
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
    const tethers = this.#tethers.size === 0 ? '' : ` · tethers: ${counts([...this.#tethers.values()])}`;
    return ` ${clockTime(t)} · ${waiting} · agents: ${counts([...this.#statuses.values()])}${tethers} `;
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
      case 'move':
        return colours.magenta(text);
      case 'grey':
        return colours.gray(text);
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
    if (line.type === 'indicator') {
      if (line.colour === 'none') this.#tethers.delete(line.agent);
      else this.#tethers.set(line.agent, line.colour);
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
