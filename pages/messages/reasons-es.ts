import type { ReasonCatalogue, ReasonFigures } from '../../core/reasons/reason';

type Work = ReasonFigures['caller-waiting']['work'];

const sides = { inbound: 'con las llamadas entrantes', outbound: 'con las campañas' } as const;
const toSides = { inbound: 'a las llamadas entrantes', outbound: 'a las campañas' } as const;

const list = (names: readonly string[]): string => new Intl.ListFormat('es').format(names);
const count = (of: number, one: string, many: string): string => `${of} ${of === 1 ? one : many}`;
const limit = (seconds: number, limitSeconds: number): string =>
  seconds > limitSeconds ? `${seconds} s, más de ${limitSeconds} s` : `${limitSeconds} s, el límite`;
const campaigns = (names: readonly string[]): string => (names.length === 0 ? 'las campañas' : list(names));

function doing(work: Work): string {
  switch (work) {
    case null:
      return 'cuya línea falló';
    case 'idle':
      return 'libre con las campañas';
    case 'wrap-up':
      return 'en el trabajo posterior';
    case 'reserved':
      return 'reservado para un contacto';
    case 'dialling':
      return 'para quien se está marcando';
    case 'preview':
      return 'ante un contacto en vista previa';
    case 'talking':
      return 'hablando con un cliente';
  }
}

const then = (comes: string): string => (comes === 'after-work' ? ' después' : '');

const need = ({ needed, there, lacking, forCampaigns }: ReasonFigures['idle'] | ReasonFigures['campaign-acquire']) =>
  forCampaigns.length === 0
    ? `las campañas necesitan ${needed} y tienen ${there}`
    : `${list(forCampaigns)} podrían usar ${lacking} más`;

const released = ({ agent, work }: { readonly agent: string; readonly work: Work }): string =>
  `${agent}, ${work === null ? doing(work) : 'el que lleva más tiempo libre allí'}, vuelve`;

/** Spanish, for each reason there is. */
export const spanishReasons: ReasonCatalogue = {
  'caller-waiting': ({ waitedSeconds, limitSeconds, agent, work, comes, longest, insteadOf }) => {
    const idlest = `el que lleva más tiempo libre con las campañas${longest === 'all' ? '' : ' de quienes pueden tomar la llamada'}`;
    const who =
      comes === 'after-work'
        ? `nadie que pueda tomarla está libre allí, así que ${agent}, ${doing(work)}, viene ${work === 'preview' ? 'en su lugar' : 'después'}`
        : `${agent}, ${work === null ? doing(work) : idlest}, vuelve`;
    const inPlace = insteadOf.length === 0 ? '' : ` en lugar de ${list(insteadOf)}`;
    return `Quien llama espera desde hace ${limit(waitedSeconds, limitSeconds)}; ${who}${inPlace}`;
  },
  'minimum-outbound': ({ there, minimum, agent, idleSeconds }) =>
    `Con las campañas hay ${there}, menos que el mínimo de ${minimum}; ${agent}, libre desde hace ${idleSeconds} s, pasa allí`,
  idle: (figures) =>
    `${figures.agent} está libre desde hace ${limit(figures.idleSeconds, figures.limitSeconds)} y nadie espera; ${need(figures)}, así que ${figures.agent} pasa allí`,
  'campaign-acquire': (figures) =>
    `${count(figures.calls, 'llamada disponible', 'llamadas disponibles')} para ${campaigns(figures.campaigns)}, suficiente desde ${figures.limitCalls}, y nadie espera; ${need(figures)}, así que ${figures.agent}, libre desde hace ${figures.idleSeconds} s, pasa allí`,
  'minimum-inbound': ({ there, minimum, agent, work, comes }) =>
    `Con las llamadas entrantes hay ${there}, menos que el mínimo de ${minimum}; ${agent}, ${doing(work)}, vuelve${then(comes)}`,
  'campaign-release': ({ calls, limitCalls, needed, there, ...who }) =>
    `${count(calls, 'llamada', 'llamadas')} para campañas, menos de ${limitCalls}: se necesitan ${needed}, hay ${there}; ${released(who)}`,
  'campaign-release-of-some': ({ calls, campaigns: names, limitCalls, ...who }) =>
    `${count(calls, 'llamada', 'llamadas')} para ${list(names)}, en las que puede trabajar ${who.agent}, menos de ${limitCalls}; ${released(who)}`,
  'campaign-release-of-none': (who) => `${who.agent} no puede trabajar en ninguna de las campañas; ${released(who)}`,
  supervisor: ({ by, agent, work, comes }) =>
    comes === 'goes-out'
      ? `${by} lo pidió; ${agent}, libre con las llamadas entrantes, pasa a las campañas`
      : `${by} lo pidió; ${agent}, ${doing(work)}, vuelve${then(comes)}`,
  'on-the-way-already': ({ agent, to }) => `${agent} ya va de camino ${toSides[to]}`,
  'there-already': ({ agent, to }) => `${agent} ya está ${sides[to]}`,
  'cannot-go-out': () =>
    'A las campañas solo puede pasar quien atiende ambas, está libre con las llamadas entrantes, no tiene nada entre manos y no está a punto de recibir una llamada',
  'cannot-come-in': () =>
    'A las llamadas entrantes solo puede volver quien atiende ambas y está en una línea con las campañas',
  'left-alone': ({ agent, seconds }) =>
    `A ${agent} se le deja tranquilo otros ${seconds} s porque el último cambio falló; pídalo entonces de nuevo`,
  'link-lost': () => 'El gestor de campañas no da señales, así que no es posible ninguna línea',
  'no-campaign': ({ agent }) => `${agent} no puede trabajar en ninguna campaña del grupo`,
  'no-call-room': () => 'No es posible ninguna línea: hay tantas llamadas en curso como permite la instancia',
  'blending-off': () => 'La mezcla está desactivada para este grupo (blend/enabled)',
  'only-observed': () => 'El grupo solo se observa: no se mueve a nadie',
  'not-in-pilot': ({ agent }) => `${agent} no está en el piloto de este grupo`,
  'changed-meanwhile': ({ agent }) => `${agent} ya tiene otra cosa que hacer; vuelva a pedirlo`,
  'comes-sooner': ({ agent, work }) => `${agent}, ${doing(work)}, llega antes`,
  'somebody-sooner': ({ agent }) => `Otra persona llega antes que ${agent}`,
  'caller-gone': ({ agent }) => `Quien llamaba ya no espera, así que ${agent} no tiene que volver`,
  'caller-served': () => 'Quien llamaba ya fue atendido',
  'blending-switched-off': () => 'La mezcla se desactivó (blend/enabled)',
  'came-first': ({ what }) => `Otra cosa fue primero: ${what}`,
  'release-refused': ({ why }) => `El gestor de campañas no quiso soltarlo: ${why}`,
  'release-unanswered': () => 'El gestor de campañas no respondió a tiempo',
  'softphone-not-free': ({ seconds }) => `El softphone no quedó libre en ${seconds} s`,
  'tether-not-ended': ({ seconds }) => `La línea no terminó en ${seconds} s`,
  'tether-failed': ({ why }) => `La línea falló: ${why}`,
  'tether-gone': () => 'La línea ya no está',
  'agent-went': ({ agent, status }) => `${agent} pasó a ${status}`,
  'agent-left': ({ agent }) => `${agent} quiso irse`,
  'agent-asked-first': ({ agent, status }) => `${agent} pidió antes ${status}`,
  'taken-off': ({ agent }) => `${agent} fue retirado de las campañas`,
  'no-tether': ({ why }) => `Sin línea: ${why}`,
};
