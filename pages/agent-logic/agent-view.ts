/** Everything a page shows of one agent at one moment. Times are ms since 1970, by the clock of the agent's machine. */
import type { PageSnapshot } from '../../core/agent-page/agent-page';
import type { RememberedRefusal } from '../../core/agent-page/page-rules';
import type { Check } from './checks';
import type { LogEntry } from './connection-log';
import type { AskedOfCustomer } from './customer-asks';
import type { PreviewOver, SoftphoneView } from './ports';
import type { ShownPreview } from './preview-answers';
import type { RingingCaller } from './ringing-caller';
import type { LinkState } from './server-link';

export interface AgentView {
  /**
   * `watching`: another page of this browser rules; `elsewhere`: another browser does, as the server has it; `scripted`: in a simulated run the scenario acts for the agent. This page does
   * nothing by itself then and takes no answers.
   */
  readonly role: 'watching' | 'elsewhere' | 'scripted' | 'leading';
  readonly server: {
    readonly state: LinkState;
    /** The server's sentence where it refuses. */
    readonly problem: string | null;
    /** When the last snapshot came; `null`: never. What is shown is as old as this. */
    readonly receivedAt: number | null;
  };
  readonly softphone: {
    readonly state: 'starting' | 'ok' | 'connection' | 'login';
    readonly view: SoftphoneView | null;
  };
  /** The softphone's user is not the one who signed in: nothing is done until they are the same. */
  readonly otherUser: { readonly softphone: string; readonly page: string } | null;
  readonly snapshot: PageSnapshot | null;
  readonly preview: ShownPreview | null;
  /** How the last contact ended, as the server said to this page's own answer, or else in its snapshot. */
  readonly lastPreview: PreviewOver | null;
  /** What was asked last about a customer on the tether; the snapshot says what became of it. */
  readonly askedOfCustomer: AskedOfCustomer | null;
  readonly ringing: RingingCaller | null;
  /** Calls that came to nothing and may come back. */
  readonly refusals: readonly RememberedRefusal[];
  readonly checks: readonly Check[];
  readonly log: readonly LogEntry[];
}
