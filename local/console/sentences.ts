import type { LineOf, TraceLine } from '../trace/lines';
import type { TraceNote } from '../trace/recorder';

/** How a sentence is to be read: good news, bad news, something under way, or detail. */
export type Tone = 'good' | 'bad' | 'busy' | 'plain' | 'detail' | 'alarm';

/** One event in words a supervisor would use. */
export interface Sentence {
  readonly icon: string;
  readonly text: string;
  /** Why, if the event says so. */
  readonly because?: string;
  readonly tone: Tone;
}

const voicemailReasons: Readonly<Record<LineOf<'call.voicemail'>['reason'], string>> = {
  'max-wait': 'nobody answered within the maximum wait',
  'nobody-left': 'everybody who could take it was asked',
  failure: 'the offer could not be planned three times in a row',
};

const statusWords: Readonly<Record<string, string>> = { AfterCallWork: 'after-call work' };

const statusTones: Readonly<Record<string, Tone>> = {
  Available: 'good',
  Busy: 'busy',
  AfterCallWork: 'busy',
  'Missed call': 'bad',
};

/** A trace line in words, or null where another line says it already. */
export function sentence(line: TraceLine): Sentence | null {
  switch (line.type) {
    case 'call.arrived':
      return { icon: '☎', text: `${line.call} calls ${line.queue}`, tone: 'plain' };
    case 'offer.planned': {
      const others = line.candidates.slice(1);
      const then =
        others.length > 0 ? `, then ${others.slice(0, 4).join(', ')}${others.length > 4 ? ', ...' : ''}` : '';
      return { icon: '→', text: `${line.call} is for ${line.agent}${then}`, because: line.reason, tone: 'plain' };
    }
    case 'offer.ringing':
      return {
        icon: '♪',
        text: `${line.agent} is rung by ${line.call}`,
        ...(line.by === 'native' ? { because: 'first free agent, in the order of Connect' } : {}),
        tone: 'busy',
      };
    case 'offer.missed':
      return { icon: '✗', text: `${line.agent} missed ${line.call}`, tone: 'bad' };
    case 'offer.declined':
      return { icon: '✗', text: `${line.agent} declined ${line.call}`, tone: 'bad' };
    case 'call.answered':
      return {
        icon: '✓',
        text: `${line.agent} answers ${line.call}`,
        because: `waited ${duration(line.waitSeconds)}`,
        tone: 'good',
      };
    case 'call.abandoned':
      return {
        icon: '☹',
        text: `${line.call} hangs up${line.agent === undefined ? '' : ` while ${line.agent} is rung`}`,
        because: `waited ${duration(line.waitSeconds)}`,
        tone: 'bad',
      };
    case 'call.voicemail':
      return {
        icon: '✉',
        text: `${line.call} is asked to leave a message after ${duration(line.waitSeconds)}`,
        because: voicemailReasons[line.reason],
        tone: line.reason === 'failure' ? 'alarm' : 'bad',
      };
    case 'call.refused':
      return {
        icon: '☾',
        text: `${line.call} is turned away`,
        because: line.reason === 'closed-hours' ? 'outside opening hours' : line.reason,
        tone: 'plain',
      };
    case 'call.ended':
      return { icon: '·', text: `${line.call} and ${line.agent} say goodbye`, tone: 'detail' };
    case 'voicemail.delivered':
      return line.as === 'recording'
        ? { icon: '✉', text: `the message of ${line.call} is a task for ${line.queue}`, tone: 'good' }
        : {
            icon: '✉',
            text: `calling ${line.call} back is a task for ${line.queue}`,
            because: 'no message was left',
            tone: 'good',
          };
    case 'agent.status':
      return {
        icon: '●',
        text: `${line.agent}: ${statusWords[line.status] ?? line.status}`,
        tone: statusTones[line.status] ?? 'detail',
      };
    case 'threshold.applied':
      return { icon: '⚙', text: `new thresholds apply to ${line.group} (version ${line.version})`, tone: 'plain' };
    case 'threshold.rejected':
      return {
        icon: '⚙',
        text: `a change of thresholds of ${line.group} is refused, version ${line.version} stays`,
        because: line.problems.join('; '),
        tone: 'alarm',
      };
    case 'call.queued':
    case 'agent.side':
    case 'summary':
      return null;
  }
}

/** A decision that has no trace line, in words. */
export function noteSentence(note: TraceNote): Sentence {
  switch (note.kind) {
    case 'offer.open':
    case 'offer.restricted':
    case 'offer.held':
      return { icon: '…', text: `${note.call} waits`, because: note.reason, tone: 'detail' };
    case 'offer.repeated':
      return { icon: '!', text: `${note.agent} is rung by ${note.call} again`, because: note.reason, tone: 'alarm' };
    default:
      return { icon: '·', text: note.reason, tone: 'detail' };
  }
}

/** `3.2 s`, `45 s`, `2 min`, `2 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest > 0 ? ` ${rest} s` : ''}`;
}

/** `02:05`, from an hour on `1:02:05`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return whole < 3600 ? minutes : `${Math.floor(whole / 3600)}:${minutes}`;
}
