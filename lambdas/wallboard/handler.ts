import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Directory, GroupEntry } from '../../core/group/directory';
import { groupNamed } from '../../core/group/directory';
import type { DirectorySource } from '../../core/group/ports';
import { inEnglish } from '../../core/reasons/english';
import type { ServiceTarget } from '../../core/service-level/service-level';
import { killSwitches } from '../../core/thresholds/kill-switches';
import { type ThrowSwitchPorts, throwSwitch } from '../../core/thresholds/throw-switch';
import type { WallboardPrivacy } from '../../core/wallboard/as-shown';
import { type RequestMovePorts, requestMove } from '../../core/wallboard/request-move';
import { type SnapshotPorts, type SnapshotsSeen, sharedSnapshot } from '../../core/wallboard/shared-snapshot';
import {
  bodyOf,
  jsonOf,
  oneOfWords,
  type PageAnswer,
  type PageRequest,
  pageRequestSchema,
  reply,
  sentencesOf,
} from '../shared/http-page';
import { type PersonClaims, personIn, type SignedInPerson, whyNoOperator } from '../shared/person-claims';
import { computedAtHeader, mostHoldSeconds, routes } from './contract';

export interface WallboardPorts extends RequestMovePorts, ThrowSwitchPorts, Omit<SnapshotPorts, 'moveRequests'> {
  readonly directory: DirectorySource;
}

export interface WallboardSettings extends PersonClaims {
  readonly privacy: WallboardPrivacy;
  readonly serviceTarget: ServiceTarget;
}

const text = (least: number, most: number) => {
  const error = () => `must be a text of ${least} to ${most} characters`;
  return z.string({ error }).trim().min(least, { error }).max(most, { error });
};
const hold = { error: () => `must be a whole number of seconds from 1 to ${mostHoldSeconds}, or be left out` };

const moveBody = bodyOf({
  requestId: text(1, 64),
  agentId: text(1, 256),
  to: oneOfWords(['inbound', 'outbound']),
  holdSeconds: z.int(hold).min(1, hold).max(mostHoldSeconds, hold).optional(),
  why: text(3, 200),
});

const untilProblem = {
  error: () => 'must be the time of return, whole milliseconds since 1970 UTC, or null for on again',
};
const switchBody = bodyOf({
  requestId: text(1, 64),
  switch: oneOfWords(killSwitches),
  until: z.int(untilProblem).nullable(),
  why: text(3, 200),
});

interface Asked {
  readonly request: PageRequest;
  readonly group: GroupEntry;
  readonly directory: Directory;
  readonly person: SignedInPerson;
}

/**
 * Serves the wallboard. Who is asking, and for which groups, is what API Gateway verified and nothing else. Whether a group that
 * somebody may not see exists, they are not told.
 */
export function makeHandler(ports: WallboardPorts, settings: WallboardSettings) {
  const seen: SnapshotsSeen = new Map();
  return async (event: unknown): Promise<PageAnswer> => {
    const request = pageRequestSchema.parse(event);
    const person = personIn(request.requestContext.authorizer.jwt.claims, settings);
    if ('problem' in person) return noAccess(person.problem);
    const { supervises: own, operator } = person;
    const directory = await ports.directory.read();
    if (is(request, 'groups')) {
      return reply(200, {
        groups: directory.groups.map(({ name }) => name).filter((name) => own.includes(name)),
        operator,
      });
    }
    const named = request.pathParameters?.['group'] ?? '';
    if (!own.includes(named)) {
      return noAccess(`you may not see the group ${named}; ask for it in the claim ${settings.supervisorClaim}`);
    }
    const group = groupNamed(directory, named);
    if (group === undefined) return reply(404, { problem: `there is no group ${named}` });
    const asked: Asked = { request, group, directory, person };
    if (is(request, 'snapshot')) return snapshot(ports, settings, asked, seen);
    if (is(request, 'move')) return move(ports, asked);
    if (is(request, 'switch')) return killSwitch(ports, settings, asked);
    throw new Error(`there is no route ${request.routeKey}`);
  };
}

const is = ({ routeKey }: PageRequest, name: keyof typeof routes): boolean =>
  routeKey === `${routes[name].method} ${routes[name].path}`;

const noAccess = (problem: string): PageAnswer => reply(403, { code: 'no-access', problem });

async function snapshot(
  ports: WallboardPorts,
  { privacy, serviceTarget }: WallboardSettings,
  { request, group, directory }: Asked,
  seen: SnapshotsSeen,
): Promise<PageAnswer> {
  const shown = await sharedSnapshot(ports, { group, directory, privacy, serviceTarget }, seen);
  const headers = {
    etag: shown.etag,
    [computedAtHeader]: String(shown.computedAt),
    // Kept by the browser for its own next question only.
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding, authorization',
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(shown.etag)) return { statusCode: 304, headers };
  const json = { ...headers, 'content-type': 'application/json' };
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    return { statusCode: 200, headers: json, body: shown.body };
  }
  // An HTTP API packs nothing by itself.
  return {
    statusCode: 200,
    headers: { ...json, 'content-encoding': 'gzip' },
    body: gzipSync(shown.body).toString('base64'),
    isBase64Encoded: true,
  };
}

async function move(ports: WallboardPorts, { request, group, directory, person }: Asked): Promise<PageAnswer> {
  const body = moveBody.safeParse(jsonOf(request));
  if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
  const { requestId, agentId } = body.data;
  const answer = await requestMove(ports, { group, directory }, { ...body.data, by: person.name });
  switch (answer.kind) {
    case 'asked':
      return reply(202, { requestId, outcome: 'asked' });
    case 'held':
      return reply(202, { requestId, outcome: 'held', heldUntil: answer.until });
    case 'refused':
      return reply(409, { code: 'refused', because: answer.because, problem: inEnglish(answer.because) });
    case 'unknown':
      return reply(404, { problem: `there is no agent ${agentId} logged in to the group ${group.name}` });
  }
}

async function killSwitch(
  ports: WallboardPorts,
  settings: WallboardSettings,
  { request, group, person }: Asked,
): Promise<PageAnswer> {
  const problem = whyNoOperator(person, request.requestContext.authorizer.jwt.claims, settings);
  if (problem !== null) return reply(403, { code: 'no-operator', problem });
  const body = switchBody.safeParse(jsonOf(request));
  if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
  const answer = await throwSwitch(ports, group.name, { ...body.data, by: person.name });
  return answer.kind === 'thrown'
    ? reply(200, { requestId: body.data.requestId, switch: body.data.switch, until: answer.until })
    : reply(409, { code: 'refused', problem: answer.problem });
}
