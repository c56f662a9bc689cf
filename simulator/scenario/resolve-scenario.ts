import { resolveCampaign } from './resolve-campaign';
import type {
  CallTimeSources,
  OfferBehaviour,
  PreviewBehaviour,
  Scenario,
  ScenarioAgent,
  TimelineAct,
  TimelineEntry,
} from './scenario';
import type { ScenarioFile } from './schema';

/** A checked file with everything spelt out. */
export function resolveScenario(file: ScenarioFile): Scenario {
  const queuesOf = new Map(file.groups.map((group) => [group.name, group.queues]));
  const agent = (username: string, path: string, given: Omit<ScenarioFile['agents'][number], 'username'>) =>
    resolveAgent(username, path, given, queuesOf.get(given.group) ?? []);
  return {
    name: file.name,
    seed: file.seed,
    durationSeconds: file.durationSeconds,
    startMs: Date.parse(file.start),
    latency: file.latency,
    groups: file.groups.map((group) => ({ ...group, thresholds: asText(group.thresholds) })),
    agents: [
      ...file.agents.map((given, index) => agent(given.username, `$.agents[${index}]`, given)),
      ...file.people.flatMap(({ count, prefix, template }, index) =>
        Array.from({ length: count }, (_, n) => agent(`${prefix}${n + 1}`, `$.people[${index}].template`, template)),
      ),
    ],
    calls: file.calls.map((call, index) => ({
      id: call.id,
      at: call.at,
      queue: call.queue,
      ...callTimes(call, `$.calls[${index}]`),
    })),
    arrivals: file.arrivals.map((arrivals, index) => ({
      path: `$.arrivals[${index}]`,
      queue: arrivals.queue,
      perHour: arrivals.perHour,
      from: arrivals.from,
      to: arrivals.to ?? file.durationSeconds,
      ...callTimes(arrivals, `$.arrivals[${index}]`),
    })),
    campaigns: file.campaigns.map((campaign, index) => resolveCampaign(campaign, index, file.groups)),
    manualMoves: [...file.manualMoves].sort((a, b) => a.at - b.at),
    thresholdChanges: file.thresholdChanges
      .map((change) => ({ at: change.at, group: change.group, set: asText(change.set) }))
      .sort((a, b) => a.at - b.at),
    quotas: {
      concurrentCalls: file.quotas.concurrentCalls ?? null,
      reservedInboundCalls: file.quotas.reservedInboundCalls,
    },
    platform: file.platform,
    faults: file.faults.map((fault, index) => ({
      ...fault,
      until: fault.forSeconds === undefined ? file.durationSeconds : fault.at + fault.forSeconds,
      path: `$.faults[${index}]`,
    })),
  };
}

const previewAnswers = { acceptAfter: 'accept', rejectAfter: 'reject', closeAfter: 'close' } as const;

function resolveAgent(
  username: string,
  path: string,
  given: Omit<ScenarioFile['agents'][number], 'username'>,
  queues: readonly string[],
): ScenarioAgent {
  return {
    username,
    group: given.group,
    queues,
    kind: given.kind,
    side: given.kind === 'outbound' ? 'outbound' : given.side,
    availableAt: given.availableAt,
    offers: given.offers.map((offer): OfferBehaviour => {
      if (offer === 'miss') return { do: 'miss' };
      return { do: offer.kind === 'answerAfter' ? 'answer' : 'decline', afterSeconds: offer.value };
    }),
    previews: given.previews.map((preview): PreviewBehaviour => {
      if (preview === 'ignore') return { do: 'ignore' };
      return { do: previewAnswers[preview.kind], afterSeconds: preview.value };
    }),
    availableAfterMiss: given.afterMiss === 'stay' ? null : given.afterMiss.value,
    proficiencies: given.proficiencies,
    page: given.page,
    wrapUp: { path: `${path}.wrapUpSeconds`, distribution: given.wrapUpSeconds },
    timeline: given.timeline.map((entry, index): TimelineEntry => {
      const act = actOf(entry, `${path}.timeline[${index}]`);
      return entry.on === undefined
        ? { at: entry.at ?? 0, ...act }
        : { on: entry.on, afterSeconds: entry.after ?? 0, ...act };
    }),
  };
}

function actOf(entry: ScenarioFile['agents'][number]['timeline'][number], path: string): TimelineAct {
  const talk = { path: `${path}.talkSeconds`, distribution: entry.talkSeconds };
  if (entry.do === 'call-out') return { do: entry.do, talk, outcome: entry.outcome };
  return entry.do === 'task' ? { do: entry.do, talk } : { do: entry.do };
}

function callTimes(
  given: Pick<
    ScenarioFile['calls'][number],
    'talkSeconds' | 'patienceSeconds' | 'voicemailSeconds' | 'requires' | 'transfer'
  >,
  path: string,
): CallTimeSources {
  return {
    talk: { path: `${path}.talkSeconds`, distribution: given.talkSeconds },
    patience:
      given.patienceSeconds === null ? null : { path: `${path}.patienceSeconds`, distribution: given.patienceSeconds },
    voicemail: { path: `${path}.voicemailSeconds`, distribution: given.voicemailSeconds },
    requires: given.requires ?? null,
    transfer: given.transfer ?? null,
  };
}

const asText = (values: Readonly<Record<string, string | number | boolean>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
