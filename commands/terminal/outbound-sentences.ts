import type { MoveRule, TetherEnd } from '../../core/vocabulary';
import type { LineOf } from '../../simulator/trace/lines';
import type { Sentence } from './sentence';
import { duration } from './times';

type OutboundLine = LineOf<
  | 'move.decided'
  | 'move.completed'
  | 'move.failed'
  | 'move.cancelled'
  | 'tether.requested'
  | 'tether.connected'
  | 'tether.unmapped'
  | 'tether.failed'
  | 'tether.ended'
  | 'agent.taken-off'
  | 'indicator'
>;

/** What moved an agent, for a table. */
export const ruleWords: Readonly<Record<MoveRule, string>> = {
  'caller-waiting': 'for waiting callers',
  idle: 'idle on inbound',
  'minimum-inbound': 'inbound minimum',
  'minimum-outbound': 'outbound minimum',
  'campaign-acquire': 'calls to dial',
  'campaign-release': 'calls run dry',
  supervisor: 'by a supervisor',
};

const endWords: Readonly<Record<TetherEnd, string>> = {
  released: 'is given back',
  dropped: 'is cut off',
  logout: 'ends: they log out',
  cancelled: 'is called off',
  unmapped: 'is hung up: its token was wrong, late or missing',
  renewed: 'ends: a fresh one follows for the next customer',
};

/** A line about moves and tethers in words, or null where another line says it already. */
export function outboundSentence(line: OutboundLine): Sentence | null {
  switch (line.type) {
    case 'move.decided': {
      const way = line.to === 'inbound' ? 'comes back to inbound' : 'goes out to campaigns';
      const when = line.when === 'after-work' ? ' after the work in hand' : '';
      return {
        icon: line.to === 'inbound' ? '⇐' : '⇒',
        text: `${line.agent} ${way}${when} (${line.move})`,
        because: line.reason,
        tone: 'move',
      };
    }
    case 'move.completed':
      return {
        icon: '✓',
        text: `${line.agent} is on the ${line.to} side after ${duration(line.seconds)} (${line.move})`,
        tone: 'good',
      };
    case 'move.failed':
      return {
        icon: '✗',
        text: `${line.agent} does not cross to the ${line.to} side (${line.move})`,
        because: line.why,
        tone: 'bad',
      };
    case 'move.cancelled':
      return {
        icon: '·',
        text: `${line.agent} need not cross to the ${line.to} side (${line.move})`,
        because: line.why,
        tone: 'detail',
      };
    case 'tether.requested': {
      const again = line.attempt > 1 ? `, attempt ${line.attempt}` : '';
      return { icon: '○', text: `a tether is dialled for ${line.agent}${again}`, tone: 'detail' };
    }
    case 'tether.failed':
      return { icon: '✗', text: `${line.agent} gets no tether`, because: line.reason, tone: 'bad' };
    case 'tether.ended':
      return { icon: '○', text: `the tether of ${line.agent} ${endWords[line.why]}`, tone: 'detail' };
    case 'agent.taken-off':
      return { icon: '✗', text: `${line.agent} is taken off campaigns`, because: line.reason, tone: 'alarm' };
    case 'indicator':
      return indicatorSentence(line);
    case 'tether.connected':
    case 'tether.unmapped':
      return null;
  }
}

/** The icon by name too: a pipe has no colours, and not everybody tells green from red. */
function indicatorSentence({ agent, colour }: LineOf<'indicator'>): Sentence | null {
  switch (colour) {
    case 'green':
      return { icon: '●', text: `${agent} green: on the tether, ready for campaigns`, tone: 'good' };
    case 'grey':
      return { icon: '●', text: `${agent} grey: the tether is up but not mapped`, tone: 'grey' };
    case 'red':
      return { icon: '●', text: `${agent} red: no connection to outbound`, tone: 'alarm' };
    case 'none':
      return null;
  }
}
