import {
  type SignedRequest,
  sign,
  signatureHeaders,
  verifySignature,
} from '../../../adapters/campaign-manager/signature';
import type { IncomingCommand } from '../../reference/http';
import type { Surroundings } from '../../reference/program/reference';
import type { Wrong } from './wrong';

const signable = ({ method, url, body }: IncomingCommand): SignedRequest => ({ method, path: url, body: body ?? '' });

/** The same request, as if it had been signed right, with this time and nonce. */
function signedAnew(
  incoming: IncomingCommand,
  { secrets }: Surroundings,
  nowMs: number,
  nonce: string,
): IncomingCommand {
  const headers = sign(signable(incoming), { secret: secrets.current, nowMs, nonce });
  return { ...incoming, headers: { ...incoming.headers, ...headers } };
}

const timeOf = ({ headers }: IncomingCommand): number => Number(headers[signatureHeaders.timestamp] ?? 0);

/** Whether it was signed by a live key at the time it says. */
const isGenuine = (incoming: IncomingCommand, { secrets }: Surroundings): boolean =>
  verifySignature(
    { ...signable(incoming), headers: incoming.headers },
    { secrets: [secrets.current, secrets.previous ?? secrets.current], nowMs: timeOf(incoming) },
  ).ok;

export const wrongAtSigning: readonly Wrong[] = [
  {
    name: 'believes any signature',
    fails: ['wrong-signature'],
    seams: (around) => ({
      request(incoming, next) {
        const nonce = incoming.headers[signatureHeaders.nonce] ?? around.nonce();
        return next(signedAnew(incoming, around, timeOf(incoming) || around.scheduler.now(), nonce));
      },
    }),
  },
  {
    name: 'believes a signature of any time',
    fails: ['old-timestamp'],
    seams: (around) => ({
      request(incoming, next) {
        const nonce = incoming.headers[signatureHeaders.nonce] ?? '';
        const off = Math.abs(timeOf(incoming) - around.scheduler.now()) > 60_000;
        return next(
          off && isGenuine(incoming, around) ? signedAnew(incoming, around, around.scheduler.now(), nonce) : incoming,
        );
      },
    }),
  },
  {
    name: 'remembers no nonces',
    fails: ['replayed-nonce'],
    seams: (around) => ({
      request: (incoming, next) =>
        next(isGenuine(incoming, around) ? signedAnew(incoming, around, timeOf(incoming), around.nonce()) : incoming),
    }),
  },
  {
    name: 'knows one key only',
    fails: ['second-key'],
    seams: () => ({ secrets: ({ current }) => ({ current }) }),
  },
  {
    name: 'signs its events with a key nobody has',
    fails: ['events-signed'],
    seams: () => ({ signingKey: 'a key that nobody was ever given' }),
  },
];
