import type { Refusing } from '../kit/ingress';
import type { Kit, Story } from '../kit/kit';
import type { TestAgent } from '../kit/test-agent';

/** How long requests are turned away at most, for want of enough of them. */
const turnAwayMs = 15_000;
/** A pause of 30 s between tries, and what is under way. */
const comesAgainWithinMs = 45_000;
const pollMs = 200;

/** Played alone: while it lasts every event comes late. */
export const delivery: Story = {
  name: 'requests turned away',
  rows: ['nothing-lost', 'order-kept'],
  async play(kit) {
    const agent = kit.agent('delivery');
    await agent.comeReady();
    await agent.until(['dialling', 'talking']);
    await turnAway(kit, { status: 503 }, 3, agent);
    await turnAway(kit, { status: 429, retryAfterSeconds: 2 }, 1, agent);
    await agent.tetherChanged('ended');
  },
};

/** Answers so until there were two requests with enough events of one agent among them; then everything has to come again. */
async function turnAway(kit: Kit, refusing: Refusing, enough: number, agent: TestAgent): Promise<void> {
  const { ingress, time, findings, record } = kit;
  const before = new Set(ingress.turnedAway.keys());
  const requests = ingress.turnedAwayRequests;
  const from = record.arrivals.length;
  const missed = () => [...ingress.turnedAway].filter(([id]) => !before.has(id));
  const works = () =>
    missed().filter(
      ([, event]) =>
        event !== null && typeof event === 'object' && 'tetherId' in event && event.tetherId === agent.tetherId,
    ).length;
  ingress.refuse(refusing);
  const until = time.now() + turnAwayMs;
  while (time.now() < until && (ingress.turnedAwayRequests - requests < 2 || works() < enough))
    await time.sleep(pollMs);
  ingress.refuse(null);
  if (missed().length === 0) {
    findings.open('nothing-lost', `no events came in ${turnAwayMs / 1000} s, so that none could be turned away`);
    return;
  }
  const last = time.now() + comesAgainWithinMs;
  const lost = () => missed().filter(([id]) => !ingress.hasReceived(id));
  while (time.now() < last && lost().length > 0) await time.sleep(pollMs);
  const gone = lost();
  findings.check('nothing-lost', gone.length === 0, () => {
    const named = gone.slice(0, 3).map(([id]) => id);
    return `${gone.length} of ${missed().length} events answered ${refusing.status} did not come again, such as ${named.join(', ')}`;
  });
  keptOrder(kit, from);
}

/** Since then, what was told of each subject was taken in the order it was first sent in. */
function keptOrder({ record, ingress, findings }: Kit, from: number): void {
  const latest = new Map<string, { readonly place: number; readonly id: string }>();
  for (const { event } of record.arrivals.slice(from)) {
    if (!('seq' in event)) continue;
    const subject =
      event.type === 'AgentWork' ? event.tetherId : event.type === 'CampaignWork' ? event.campaign : event.type;
    const next = { place: ingress.placeOf(event.eventId), id: event.eventId };
    const before = latest.get(subject);
    findings.check('order-kept', !before || before.place < next.place, () => {
      return `${event.type} ${next.id} came again only after ${before?.id}, which had been sent after it`;
    });
    if (!before || before.place < next.place) latest.set(subject, next);
  }
}
