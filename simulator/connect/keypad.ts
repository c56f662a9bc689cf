/** The keys of a caller's phone, and what becomes of them until an action of a flow takes them. */
import type { Chain, Contact } from './centre';

/** As many keys as Connect keeps while nobody listens; further ones are lost (ADM:touchtone-buffering). */
const MAX_BUFFERED = 30;

/** The caller presses keys: they reach the action that listens, are kept, or are lost. */
export function pressKeys(contact: Contact, keys: string): void {
  const { keypad } = contact.chain;
  if (contact.phase === 'ended' || (keypad.listener === null && !keypad.buffering)) return;
  keypad.typed = keypad.typed.concat(keys).slice(0, MAX_BUFFERED);
  keypad.listener?.();
}

/** Keys are kept from now on, whether an action listens or not. */
export function startBuffering({ keypad }: Chain): void {
  keypad.buffering = true;
}

/** Keys that were kept are forgotten; going into a queue does this too (ADM:set-touchtone-buffer-behavior). */
export function stopBuffering({ keypad }: Chain): void {
  keypad.buffering = false;
  keypad.typed = '';
}

/** Takes the first `count` keys; without buffering the others are lost with them. */
export function takeKeys({ keypad }: Chain, count: number): void {
  keypad.typed = keypad.buffering ? keypad.typed.slice(count) : '';
}
