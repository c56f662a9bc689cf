import { type Answer, known } from '../questions';

/** How AWS is reached. */
export interface ClientSettings {
  readonly region: string;
  /** Connect's own rate is 2 requests a second for most of what is asked here: the client waits and asks again. */
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly forcePathStyle?: boolean;
}

/** `client`: where it is not AWS that is asked. */
export const clientSettings = (
  region: string,
  client?: Pick<ClientSettings, 'endpoint' | 'credentials' | 'forcePathStyle'>,
): ClientSettings => ({ region, retryMode: 'adaptive', maxAttempts: 12, ...client });

const refused = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'ForbiddenException',
  '403',
]);

/** What a request answers; `action` names the permissions it needs, AWS's own refusal the one that is missing. Never throws. */
export async function ask<T>(action: string, request: () => Promise<T>): Promise<Answer<T>> {
  try {
    return known(await request());
  } catch (error) {
    const why = reasonOf(error);
    const [, missing] = /not authorized to perform: ([\w-]+:\w+)/.exec(why) ?? [];
    const denied = missing !== undefined || (error instanceof Error && refused.has(error.name));
    return { known: false, action: missing ?? action, why, denied };
  }
}

/** Null where the request fails with one of these error names. */
export async function nullIf<T>(names: readonly string[], request: () => Promise<T>): Promise<T | null> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return null;
    throw error;
  }
}

/** All pages as one list. */
export async function gather<P, T>(pages: AsyncIterable<P>, of: (page: P) => readonly T[] | undefined): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...(of(page) ?? []));
  return all;
}

export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.name === 'Error' || error.name === 'TypeError' ? '' : `${error.name}: `}${error.message}${cause}`;
};
