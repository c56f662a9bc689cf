import type { LineOf, TraceLine } from '../../simulator/trace/lines';
import type { TraceNote } from '../../simulator/trace/trace-writer';
import { outboundSentence } from './outbound-sentences';
import type { Sentence, Tone } from './sentence';
import { duration } from './times';

const voicemailReasons: Readonly<Record<LineOf<'call.voicemail'>['reason'], string>> = {
  'max-wait': 'nobody answered within the maximum wait',
  'nobody-left': 'everybody who could take it was asked',
  failure: 'the offer could not be planned three times in a row',
};

/** Other reasons are told as they are. */
const refusalReasons: Readonly<Record<string, string>> = {
  'closed-hours': 'outside opening hours',
  'concurrent-calls': 'as many calls are in progress as the instance allows',
};

const statusWords: Readonly<Record<string, string>> = { AfterCallWork: 'after-call work' };

const statusTones: Readonly<Record<string, Tone>> = {
  Available: 'good',
  Busy: 'busy',
  AfterCallWork: 'busy',
  'Missed call': 'bad',
};

/** A trace line in words, or null where another line says it already. Dials and previews are told by `DialDigest`. */
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
        because: refusalReasons[line.reason] ?? line.reason,
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
    case 'callout.started':
      return { icon: '☎', text: `${line.agent} calls a customer`, tone: 'busy' };
    case 'callout.ended':
      return {
        icon: '·',
        text: `the call of ${line.agent} is over`,
        ...(line.answered ? {} : { because: 'nobody answered' }),
        tone: 'detail',
      };
    case 'agent.status':
      return {
        icon: '●',
        text: `${line.agent}: ${statusWords[line.status] ?? line.status}`,
        tone: statusTones[line.status] ?? 'detail',
      };
    case 'campaign.resumed':
      return { icon: '✓', text: line.reason, tone: 'good' };
    case 'campaign.slowed':
      return { icon: '…', text: line.reason, tone: 'bad' };
    case 'campaign.stopped':
      return { icon: '!', text: line.reason, tone: 'alarm' };
    case 'threshold.applied':
      return { icon: '⚙', text: `new thresholds apply to ${line.group} (version ${line.version})`, tone: 'plain' };
    case 'threshold.rejected':
      return {
        icon: '⚙',
        text: `a change of thresholds of ${line.group} is refused, version ${line.version} stays`,
        because: line.problems.join('; '),
        tone: 'alarm',
      };
    case 'move.decided':
    case 'move.completed':
    case 'move.failed':
    case 'move.cancelled':
    case 'tether.requested':
    case 'tether.connected':
    case 'tether.unmapped':
    case 'tether.failed':
    case 'tether.ended':
    case 'agent.taken-off':
    case 'indicator':
      return outboundSentence(line);
    case 'call.queued':
    case 'agent.side':
    case 'preview.offered':
    case 'preview.decided':
    case 'dial.started':
    case 'dial.answered':
    case 'dial.connected':
    case 'dial.abandoned':
    case 'dial.ended':
    case 'contact.state':
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
    case 'tether.held':
      return { icon: '…', text: `${note.agent} waits for a tether`, because: note.reason, tone: 'detail' };
    case 'move.refused':
      return { icon: '✗', text: `${note.agent} is not moved`, because: note.reason, tone: 'bad' };
    case 'campaign.replied':
      return {
        icon: '·',
        text: `the Campaign Manager${note.agent === null ? '' : ` about ${note.agent}`}: ${note.reason}`,
        tone: 'detail',
      };
    case 'campaign-link.lost':
      return { icon: '!', text: note.reason, tone: 'alarm' };
    case 'campaign-link.restored':
      return { icon: '✓', text: note.reason, tone: 'good' };
    default:
      return { icon: '·', text: note.reason, tone: 'detail' };
  }
}
