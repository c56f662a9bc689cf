import type { ReasonCatalogue, ReasonFigures } from '../../core/reasons/reason';

type Work = ReasonFigures['caller-waiting']['work'];

const sides = { inbound: 'bei den Anrufern', outbound: 'bei den Kampagnen' } as const;
const toSides = { inbound: 'zu den Anrufern', outbound: 'zu den Kampagnen' } as const;

const list = (names: readonly string[]): string => new Intl.ListFormat('de').format(names);
const count = (of: number, one: string, many: string): string => `${of} ${of === 1 ? one : many}`;
const limit = (seconds: number, limitSeconds: number): string =>
  seconds > limitSeconds ? `${seconds} s, mehr als ${limitSeconds} s` : `${limitSeconds} s, die Grenze`;
const campaigns = (names: readonly string[]): string => (names.length === 0 ? 'Kampagnen' : list(names));

function doing(work: Work): string {
  switch (work) {
    case null:
      return 'dessen Standleitung nicht zustande kam';
    case 'idle':
      return 'frei bei den Kampagnen';
    case 'wrap-up':
      return 'in der Nacharbeit';
    case 'reserved':
      return 'vorgesehen für einen Kontakt';
    case 'dialling':
      return 'für den gerade gewählt wird';
    case 'preview':
      return 'vor einem Kontakt in der Vorschau';
    case 'talking':
      return 'im Gespräch';
  }
}

const then = (comes: string): string => (comes === 'after-work' ? ' danach' : '');

const need = ({ needed, there, lacking, forCampaigns }: ReasonFigures['idle'] | ReasonFigures['campaign-acquire']) =>
  forCampaigns.length === 0
    ? `Kampagnen brauchen ${needed} und haben ${there}`
    : `${list(forCampaigns)} könnten ${lacking} mehr brauchen`;

const released = ({ agent, work }: { readonly agent: string; readonly work: Work }): string =>
  `${agent}, ${work === null ? doing(work) : 'dort am längsten frei'}, kommt zurück`;

/** German, for each reason there is. */
export const germanReasons: ReasonCatalogue = {
  'caller-waiting': ({ waitedSeconds, limitSeconds, agent, work, comes, longest, insteadOf }) => {
    const idlest = `bei den Kampagnen am längsten frei${longest === 'all' ? '' : ' von denen, die den Anruf nehmen können'}`;
    const who =
      comes === 'after-work'
        ? `niemand, der ihn nehmen kann, ist dort frei, daher kommt ${agent}, ${doing(work)},${work === 'preview' ? ' stattdessen' : ' danach'}`
        : `${agent}, ${work === null ? doing(work) : idlest}, kommt zurück`;
    const inPlace = insteadOf.length === 0 ? '' : ` anstelle von ${list(insteadOf)}`;
    return `Ein Anrufer wartet seit ${limit(waitedSeconds, limitSeconds)}; ${who}${inPlace}`;
  },
  'minimum-outbound': ({ there, minimum, agent, idleSeconds }) =>
    `Bei den Kampagnen sind ${there}, weniger als das Minimum von ${minimum}; ${agent}, seit ${idleSeconds} s frei, geht hinüber`,
  idle: (figures) =>
    `${figures.agent} ist seit ${limit(figures.idleSeconds, figures.limitSeconds)} frei, und niemand wartet; ${need(figures)}, daher geht ${figures.agent} hinüber`,
  'campaign-acquire': (figures) =>
    `${count(figures.calls, 'Anruf', 'Anrufe')} für ${campaigns(figures.campaigns)} stehen bereit, genug ab ${figures.limitCalls}, und niemand wartet; ${need(figures)}, daher geht ${figures.agent}, seit ${figures.idleSeconds} s frei, hinüber`,
  'minimum-inbound': ({ there, minimum, agent, work, comes }) =>
    `Bei den Anrufern sind ${there}, weniger als das Minimum von ${minimum}; ${agent}, ${doing(work)}, kommt${then(comes)} zurück`,
  'campaign-release': ({ calls, limitCalls, needed, there, ...who }) =>
    `${count(calls, 'Anruf', 'Anrufe')} für Kampagnen, weniger als ${limitCalls}: ${needed} gebraucht, ${there} da; ${released(who)}`,
  'campaign-release-of-some': ({ calls, campaigns: names, limitCalls, ...who }) =>
    `${count(calls, 'Anruf', 'Anrufe')} für ${list(names)}, wofür ${who.agent} arbeiten kann, weniger als ${limitCalls}; ${released(who)}`,
  'campaign-release-of-none': (who) => `${who.agent} kann für keine der Kampagnen arbeiten; ${released(who)}`,
  supervisor: ({ by, agent, work, comes }) =>
    comes === 'goes-out'
      ? `${by} hat darum gebeten; ${agent}, frei bei den Anrufern, geht hinüber`
      : `${by} hat darum gebeten; ${agent}, ${doing(work)}, kommt${then(comes)} zurück`,
  'on-the-way-already': ({ agent, to }) => `${agent} ist schon unterwegs ${toSides[to]}`,
  'there-already': ({ agent, to }) => `${agent} ist schon ${sides[to]}`,
  'cannot-go-out': () =>
    'Zu den Kampagnen kann nur, wer beides macht, bei den Anrufern frei ist, nichts in Arbeit hat und nicht gleich angerufen wird',
  'cannot-come-in': () => 'Zu den Anrufern kann nur, wer beides macht und bei den Kampagnen auf einer Standleitung ist',
  'left-alone': ({ agent, seconds }) =>
    `${agent} wird noch ${seconds} s in Ruhe gelassen, weil der letzte Wechsel misslang; fragen Sie dann noch einmal`,
  'link-lost': () => 'Vom Kampagnenmanager ist nichts zu hören, daher ist keine Standleitung möglich',
  'no-campaign': ({ agent }) => `${agent} kann für keine Kampagne der Gruppe arbeiten`,
  'no-call-room': () => 'Keine Standleitung ist möglich: Es laufen so viele Anrufe, wie die Instanz erlaubt',
  'blending-off': () => 'Das Mischen ist für diese Gruppe ausgeschaltet (blend/enabled)',
  'only-observed': () => 'Die Gruppe wird nur beobachtet: Niemand wird bewegt',
  'not-in-pilot': ({ agent }) => `${agent} gehört nicht zum Pilot dieser Gruppe`,
  'changed-meanwhile': ({ agent }) => `${agent} hat inzwischen etwas anderes zu tun; bitte erneut anfragen`,
  'comes-sooner': ({ agent, work }) => `${agent}, ${doing(work)}, kommt früher`,
  'somebody-sooner': ({ agent }) => `Jemand anders kommt früher zum Anrufer als ${agent}`,
  'caller-gone': ({ agent }) => `Der Anrufer wartet nicht mehr, ${agent} muss nicht zurückkommen`,
  'caller-served': () => 'Der Anrufer wurde inzwischen bedient',
  'blending-switched-off': () => 'Das Mischen wurde ausgeschaltet (blend/enabled)',
  'came-first': ({ what }) => `Etwas anderes kam zuerst: ${what}`,
  'release-refused': ({ why }) => `Der Kampagnenmanager gab nicht frei: ${why}`,
  'release-unanswered': () => 'Der Kampagnenmanager antwortete nicht rechtzeitig',
  'softphone-not-free': ({ seconds }) => `Das Softphone wurde nicht innerhalb von ${seconds} s frei`,
  'tether-not-ended': ({ seconds }) => `Die Standleitung endete nicht innerhalb von ${seconds} s`,
  'tether-failed': ({ why }) => `Die Standleitung kam nicht zustande: ${why}`,
  'tether-gone': () => 'Die Standleitung ist weg',
  'agent-went': ({ agent, status }) => `${agent} wurde ${status}`,
  'agent-left': ({ agent }) => `${agent} wollte gehen`,
  'agent-asked-first': ({ agent, status }) => `${agent} bat zuerst um ${status}`,
  'taken-off': ({ agent }) => `${agent} wurde von den Kampagnen genommen`,
  'no-tether': ({ why }) => `Keine Standleitung: ${why}`,
};
