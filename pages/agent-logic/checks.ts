/** "Can I be rung?": what stands between an agent and their next call. Pure. */
import type { SoftphoneView, Surroundings } from './ports';

export const checkCodes = [
  'softphone',
  'first-tab',
  'network',
  'microphone',
  'sound',
  'auto-accept-off',
  'browser-phone',
] as const;
export type CheckCode = (typeof checkCodes)[number];

export interface Check {
  readonly code: CheckCode;
  readonly ok: boolean;
}

/** All of them, in the order to look at them. `connected`: server and softphone both answer. */
export function checksOf(seen: {
  readonly softphone: SoftphoneView | null;
  readonly leading: boolean;
  readonly connected: boolean;
  readonly surroundings: Surroundings;
}): readonly Check[] {
  const { softphone, leading, connected, surroundings } = seen;
  const found: Readonly<Record<CheckCode, boolean>> = {
    softphone: softphone !== null,
    'first-tab': leading,
    network: surroundings.online && connected,
    microphone: surroundings.microphone === 'granted' || surroundings.microphone === 'not-tested',
    sound: surroundings.soundUnlocked,
    'auto-accept-off': softphone?.autoAccept !== true,
    'browser-phone': softphone?.inBrowser !== false,
  };
  return checkCodes.map((code) => ({ code, ok: found[code] }));
}
