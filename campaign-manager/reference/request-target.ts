/** What a request asks for, as it was sent: nothing in it is decoded or resolved. */
export interface RequestTarget {
  /** From the first slash. */
  readonly path: string;
  /** Behind the question mark, empty if there is none. */
  readonly query: string;
}

/**
 * Reads the target of a request line (RFC 9112, 3.2). Anything is a target: `//` is a path like any other, at which `new URL`
 * throws. What has no path, such as `*`, answers as it is written, so that nothing is found there.
 */
export function requestTarget(target: string | undefined): RequestTarget {
  const written = (target ?? '/').replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = written.indexOf('?');
  const path = mark < 0 ? written : written.slice(0, mark);
  return { path: path === '' ? '/' : path, query: mark < 0 ? '' : written.slice(mark + 1) };
}
