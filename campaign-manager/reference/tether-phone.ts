/** The telephone line the Campaign Manager reaches agents over: a call to our tether number and the keys pressed on it. */
import type { ContactId } from '../../core/ids';

/** The Campaign Manager's own line, by which it calls the number of a tether. */
export interface TetherPhone {
  /**
   * Calls a number (E.164). Resolves with the contact's id once it is answered, `null` when the carrier could not place
   * it; rejects where there is no such number. Does not wait for simulated time, nor do the others.
   */
  dial(number: string, from: string): Promise<string | null>;
  /** Presses keys. */
  enter(contactId: ContactId, digits: string): Promise<void>;
  /** Harmless once the call is over. */
  hangUp(contactId: ContactId): Promise<void>;
  /** Told once when the call is over, whoever ended it; at once if it is over already. */
  onEnded(contactId: ContactId, listener: () => void): void;
}
