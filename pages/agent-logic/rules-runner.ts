/** Carries out the rules of the page (core/agent-page/page-rules.ts) on a softphone and a server. */
import { blankPage, type PageInput, type PageMemory, pageStep, reopened } from '../../core/agent-page/page-rules';
import type { RefusalKind } from '../../core/offering/refusal-verdict';
import type { AgentLogicPorts } from './ports';

/** How soon Connect goes by new criteria nobody knows: so long after they were written they are taken to be in force, ms. */
const inForceAfterMs = 5_000;

/** What is remembered of a refused call is of no use to a page that is opened later than this, ms. */
const rememberForMs = 30 * 60_000;

export interface RulesRunner {
  readonly memory: () => PageMemory;
  readonly tell: (input: PageInput) => void;
  /** Takes up what an earlier page of this agent left. */
  readonly open: (username: string) => void;
  readonly stop: () => void;
}

export function rulesRunner(
  ports: Pick<AgentLogicPorts, 'server' | 'clock' | 'storage'>,
  on: { readonly setStatus: (status: string) => void; readonly clear: (contactId: string) => void },
  changed: () => void,
): RulesRunner {
  const { server, clock, storage } = ports;
  let memory = blankPage;
  let key: string | null = null;
  let wake = (): void => undefined;
  let stopped = false;

  const ask = async (contactId: string, how: RefusalKind): Promise<void> => {
    const reply = await server.verdict(contactId, how);
    if (stopped) return;
    const verdict = reply.kind === 'ok' ? reply.value : null;
    const writtenAt = verdict?.criteriaWrittenAt ?? null;
    const inForce = verdict !== null && writtenAt !== null && verdict.serverTime - writtenAt >= inForceAfterMs;
    tell({ kind: 'verdict', contactId, verdict, inForce });
  };

  const tell = (input: PageInput): void => {
    const step = pageStep(memory, input, clock.now());
    memory = step.memory;
    if (key !== null) storage.write(key, JSON.stringify(memory.refusals));
    wake();
    wake =
      step.wakeAt === null
        ? () => undefined
        : clock.after(Math.max(0, step.wakeAt - clock.now()), () => tell({ kind: 'time' }));
    for (const act of step.acts) {
      if (act.kind === 'set-status') on.setStatus(act.status);
      else if (act.kind === 'clear') on.clear(act.contactId);
      else void ask(act.contactId, act.how);
    }
    changed();
  };

  return {
    memory: () => memory,
    tell,
    open(username) {
      key = `ccb-refusals:${username}`;
      memory = reopened({ ...memory, refusals: remembered(storage.read(key), clock.now()) });
      tell({ kind: 'time' });
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}

/** What another page, or this one before a refresh, wrote; anything else on this machine is passed over. */
function remembered(text: string | null, now: number): PageMemory['refusals'] {
  if (text === null) return [];
  try {
    const read: unknown = JSON.parse(text);
    if (!Array.isArray(read)) return [];
    return (read as PageMemory['refusals']).filter(
      ({ contactId, since }) => typeof contactId === 'string' && now - since < rememberForMs,
    );
  } catch {
    return [];
  }
}
