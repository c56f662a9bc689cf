import * as z from 'zod';

/** Hosts of this machine, as addresses write them. */
export const loopback: readonly string[] = ['127.0.0.1', 'localhost'];

/** Whether it is an address that tokens or scripts may come from: encrypted, or on this machine; nothing in it but place and path. */
export const isSafeAddress = (written: string): boolean => {
  if (!URL.canParse(written)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(written);
  const safe = protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
  return safe && `${username}${password}${search}${hash}` === '' && !/[?#]/.test(written);
};

/** As a browser writes it into the header Origin: no path, not even a slash. */
export const isOrigin = (written: string): boolean => isSafeAddress(written) && new URL(written).origin === written;

/** A web page's origin, as a setting; `example` is one that would be right. */
export const origin = (example: string) =>
  z.string().refine(isOrigin, {
    error: () => `must be an https origin without a path, such as ${example} (http only for 127.0.0.1 and localhost)`,
  });
