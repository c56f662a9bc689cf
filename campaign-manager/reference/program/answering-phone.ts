import type { TetherPhone } from '../tether-phone';

/** A telephone that answers every call at once and says nothing, until it is hung up: all the kit needs of one. */
export function answeringPhone(): TetherPhone {
  const calls = new Map<string, (() => void) | null>();
  let placed = 0;
  return {
    async dial() {
      placed += 1;
      const contactId = `call-${placed}`;
      calls.set(contactId, null);
      return contactId;
    },
    // Nobody listens to the keys: whose call it is, is told by the commands.
    async enter() {},
    async hangUp(contactId) {
      const listener = calls.get(contactId);
      if (!calls.delete(contactId)) return;
      listener?.();
    },
    onEnded(contactId, listener) {
      if (calls.has(contactId)) calls.set(contactId, listener);
      else listener();
    },
  };
}
