/** Routing criteria at work on one contact: when they come into force, which step is active, when it expires. */
import { type Agent, type Centre, type Contact, type RunningCriteria, whenStill } from './centre';
import { sendContactEvent } from './contact-events';
import { type CriteriaStep, matches } from './criteria';
import { withdrawOffer } from './offers';

/**
 * Writes criteria to a contact. Before it is queued they wait for the queue; on a queued contact they come into force
 * `criteriaDelaySeconds` later (nobody knows how fast Connect is, docs/amazon-connect.md#what-nobody-could-verify) and then
 * start at their first step.
 */
export function writeCriteria(centre: Centre, contact: Contact, steps: readonly CriteriaStep[]): void {
  contact.written = steps;
  contact.updatedAt = centre.scheduler.now();
  if (contact.phase !== 'queued') return;
  const writtenAt = centre.scheduler.now();
  const takeEffect = () => {
    startCriteria(centre, contact, steps, writtenAt);
    if (contact.channel === 'VOICE') centre.emit({ type: 'criteria.in-force', contactId: contact.id, writtenAt });
  };
  const delayMs = centre.switches.criteriaDelaySeconds * 1000;
  if (delayMs === 0) takeEffect();
  else whenStill(centre, delayMs, () => contact.phase === 'queued', takeEffect);
}

/** Starts criteria at their first step, in place of what was in force. */
export function startCriteria(
  centre: Centre,
  contact: Contact,
  steps: readonly CriteriaStep[] | null,
  writtenAt = centre.scheduler.now(),
): void {
  stopCriteria(contact);
  contact.criteria = steps && {
    steps,
    index: 0,
    activatedAt: centre.scheduler.now(),
    writtenAt,
    expiresAt: null,
    timer: null,
    joined: false,
  };
  if (contact.criteria) startStep(centre, contact, contact.criteria);
  centre.requestRouting();
}

/** Stops the clock; the criteria stay on the contact for its record. */
export function stopCriteria(contact: Contact): void {
  contact.criteria?.timer?.cancel();
  if (contact.criteria) contact.criteria.timer = null;
}

/**
 * Whether criteria hold a contact back; once all steps have expired anyone in the queue may take it
 * (docs/amazon-connect.md#routing-criteria).
 */
export function activeStep(contact: Contact): CriteriaStep | null {
  return contact.criteria?.steps[contact.criteria.index] ?? null;
}

/**
 * Whether the criteria in force offer the contact to an agent, now or in a later step
 * (docs/amazon-connect.md#routing-criteria).
 */
export function mayStillOffer(criteria: RunningCriteria, agent: Agent): boolean {
  const ahead = criteria.steps.slice(criteria.index);
  return ahead.at(-1)?.expirySeconds !== null || ahead.some(({ expression }) => matches(expression, agent));
}

function startStep(centre: Centre, contact: Contact, criteria: RunningCriteria): void {
  const expirySeconds = criteria.steps[criteria.index]?.expirySeconds ?? null;
  criteria.expiresAt = null;
  criteria.timer = null;
  if (expirySeconds !== null) {
    criteria.expiresAt = centre.scheduler.now() + expirySeconds * 1000;
    criteria.timer = centre.scheduler.at(criteria.expiresAt, () => expireStep(centre, contact, criteria));
  }
  sendContactEvent(centre, contact, 'CONTACT_DATA_UPDATED', ['RoutingCriteria.Step.Status']);
}

function expireStep(centre: Centre, contact: Contact, criteria: RunningCriteria): void {
  const expired = criteria.index;
  criteria.index += 1;
  startStep(centre, contact, criteria);
  const { offer } = contact;
  const offeredByStep = offer?.criteria === criteria && offer.stepIndex === expired;
  if (offeredByStep && centre.switches.stepExpiryDuringRing === 'ring-withdrawn') withdrawOffer(centre, contact);
  centre.requestRouting();
}
