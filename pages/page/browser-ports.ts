/** The ports of the agent's logic in a browser. */
import type { PageClock, PageLock, PageStorage, PageSurroundings, Surroundings } from '../agent-logic/ports';

export const browserClock: PageClock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = window.setTimeout(run, ms);
    return () => window.clearTimeout(timer);
  },
};

/** Shared by the windows of this browser, so that the one that rules next knows what the last one did. */
export const browserStorage: PageStorage = {
  read: (key) => window.localStorage.getItem(key),
  write: (key, value) => window.localStorage.setItem(key, value),
};

/** Made up at the first visit: the same in all windows of this browser, and after a refresh. */
export function browserId(): string {
  const key = 'ccb-browser';
  const known = window.localStorage.getItem(key);
  if (known !== null && known !== '') return known;
  const made = window.crypto.randomUUID();
  window.localStorage.setItem(key, made);
  return made;
}

/** By the Web Locks of the browser: the next waiting page gets it the moment the holder closes or crashes. */
export const browserLock = (name: string): PageLock => ({
  acquire(held) {
    const end = new AbortController();
    let release = (): void => undefined;
    navigator.locks
      .request(name, { signal: end.signal }, () => {
        held();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      // Aborted: it was given up before it was ours.
      .catch(() => undefined);
    return () => {
      end.abort();
      release();
    };
  },
});

/**
 * `microphoneHere`: false where the microphone is another machine's, or the softphone is simulated. `acting`: whether the person
 * acts for the agent from the start; `act` changes it.
 */
export function browserSurroundings(
  microphoneHere: boolean,
  acting: boolean,
): PageSurroundings & { readonly act: (acting: boolean) => void } {
  let isActing = acting;
  const seers = new Set<() => void>();
  let microphone: Surroundings['microphone'] = microphoneHere ? 'not-asked' : 'not-tested';
  const tell = (): void => {
    for (const see of seers) see();
  };
  if (microphoneHere) {
    void watchMicrophone((found) => {
      microphone = found;
      tell();
    });
  }
  return {
    now: () => ({
      online: navigator.onLine,
      visible: document.visibilityState === 'visible',
      microphone,
      acting: isActing,
      soundUnlocked: navigator.userActivation?.hasBeenActive ?? true,
    }),
    act(now) {
      if (isActing === now) return;
      isActing = now;
      tell();
    },
    watch(changed) {
      seers.add(changed);
      const events: readonly (readonly [EventTarget, string])[] = [
        [window, 'online'],
        [window, 'offline'],
        [document, 'visibilitychange'],
        [document, 'pointerup'],
        [document, 'keyup'],
      ];
      for (const [target, name] of events) target.addEventListener(name, changed);
      return () => {
        seers.delete(changed);
        for (const [target, name] of events) target.removeEventListener(name, changed);
      };
    },
  };
}

/** Asks for the microphone once, as agents are asked on their first day, and follows what they allow. */
async function watchMicrophone(found: (state: Surroundings['microphone']) => void): Promise<void> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    found('granted');
  } catch (problem) {
    found(problem instanceof DOMException && problem.name === 'NotFoundError' ? 'missing' : 'denied');
  }
  const permission = await navigator.permissions.query({ name: 'microphone' });
  permission.addEventListener('change', () => {
    found(permission.state === 'granted' ? 'granted' : permission.state === 'denied' ? 'denied' : 'not-asked');
  });
}
