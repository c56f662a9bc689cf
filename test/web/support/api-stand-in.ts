import type { PageSnapshot } from '../../../core/agent-page/agent-page';
import type { PreviewOnPage } from '../../../core/agent-page/preview-on-page';
import { allowOrigins, bodyOf, type Served, serve } from './serve';

export type StandInSnapshot = Omit<PageSnapshot, 'serverTime' | 'preview'>;

export interface ApiStandIn extends Served {
  readonly show: (change: Partial<StandInSnapshot>) => void;
  /** Shows a contact from now on; its seconds run by this server's clock. */
  readonly preview: (preview: Partial<Omit<PreviewOnPage, 'secondsLeft'>>) => void;
  /** The contact shown is decided without the page. */
  readonly decide: (decided: { readonly outcome: string; readonly by: string; readonly final: boolean }) => void;
  /** What the page sent: `POST /agent/previews {...}`; snapshots are not listed. */
  readonly sent: () => readonly string[];
  readonly snapshotsAsked: () => number;
  /** What an answer to a contact is told; `null`: the answer itself counts. */
  overruled: { readonly outcome: string; readonly by: string; readonly final: boolean } | null;
  verdict: object;
  /** What "End customer" and "Done" are answered; `null`: they are on their way. */
  customerAnswer: readonly [number, object] | null;
  /** `ok`, or what every request is answered instead: a status, or nothing at all. */
  mood: 'ok' | 'silent' | 401 | 403 | 500;
}

/** The API of the agent's page (docs/agent-page-api.md), of one agent, whose state the test sets. */
export async function apiStandIn(): Promise<ApiStandIn> {
  let snapshot: StandInSnapshot = {
    agent: { username: 'ana' },
    side: 'inbound',
    indicator: 'none',
    tether: null,
    lastPreview: null,
    customer: null,
    takenOff: null,
    lastMove: null,
    next: [],
    ring: null,
    lead: null,
  };
  let preview: (Omit<PreviewOnPage, 'secondsLeft'> & { readonly endsAt: number }) | null = null;
  const sent: string[] = [];
  let snapshotsAsked = 0;

  const whole = (): PageSnapshot => {
    const now = Date.now();
    if (preview === null) return { ...snapshot, preview: null, serverTime: now };
    const { endsAt, ...shown } = preview;
    return { ...snapshot, preview: { ...shown, secondsLeft: Math.max(0, endsAt - now) / 1000 }, serverTime: now };
  };

  const answers: Readonly<Record<string, (body: Record<string, unknown>) => readonly [number, object]>> = {
    'GET /agent': () => [200, whole()],
    'POST /agent/heartbeat': ({ browser, over }) => {
      const { lead } = snapshot;
      if (lead === null || over === lead.term) {
        snapshot = { ...snapshot, lead: { browser: String(browser), term: (lead?.term ?? 0) + 1 } };
      }
      return [200, { serverTime: Date.now(), lead: snapshot.lead }];
    },
    'POST /agent/state': () => [200, whole()],
    'POST /agent/customer': () => api.customerAnswer ?? [200, whole()],
    'POST /agent/work': () => api.customerAnswer ?? [200, whole()],
    'POST /agent/verdict': () => [200, { ...api.verdict, serverTime: Date.now() }],
    'POST /agent/previews': ({ previewId, answer }) => {
      if (preview?.previewId !== previewId) return [404, { problem: 'the contact is not shown to you' }];
      const decided = api.overruled ?? { outcome: String(answer), by: 'agent', final: false };
      preview = null;
      snapshot = {
        ...snapshot,
        lastPreview: { previewId: String(previewId), ...decided } as PageSnapshot['lastPreview'],
      };
      return [api.overruled === null ? 200 : 409, decided];
    },
  };

  const served = await serve(async (request, response) => {
    if (allowOrigins(request, response)) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    const route = `${request.method} ${pathname}`;
    if (api.mood === 'silent') return;
    if (route === 'GET /agent') snapshotsAsked += 1;
    else sent.push(`${route} ${body}`);
    const answer = answers[route];
    const [status, said] =
      api.mood !== 'ok'
        ? ([api.mood, { message: 'as the test has it' }] as const)
        : (answer?.(body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)) ?? ([404, {}] as const));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  });
  const api: ApiStandIn = {
    ...served,
    show(change) {
      snapshot = { ...snapshot, ...change };
    },
    preview(given) {
      const seconds = given.seconds ?? 20;
      preview = {
        previewId: 'renewals-88/2',
        campaign: 'renewals',
        contact: '88',
        card: {
          name: 'C. Ustomer',
          number: '+49 *** *** 89',
          attempts: 1,
          lastOutcome: 'busy',
          fields: { City: 'Bonn' },
        },
        onTimeout: 'reject',
        ...given,
        seconds,
        endsAt: Date.now() + seconds * 1000,
      };
      snapshot = { ...snapshot, lastPreview: null };
    },
    decide(decided) {
      const ended = { previewId: preview?.previewId ?? '', ...decided } as PageSnapshot['lastPreview'];
      preview = null;
      snapshot = { ...snapshot, lastPreview: ended };
    },
    sent: () => sent,
    snapshotsAsked: () => snapshotsAsked,
    overruled: null,
    customerAnswer: null,
    verdict: { verdict: 'missed', criteriaWrittenAt: null, after: 'not-ready' },
    mood: 'ok',
  };
  return api;
}
