import type { Deadline, Finding, Invariant } from './invariant';

const terminal: ReadonlySet<string> = new Set(['closed', 'completed']);

/**
 * Invariant 6, contacts: a terminal state is the last one, nobody is dialled twice at once, and only those on a list are. A person who
 * works as an agent may say in the wrap-up that somebody is to be called again, which no script does.
 */
export const oneStatePerContact: Invariant = (line, view, { scenario }) => {
  if (line.type !== 'contact.state' && line.type !== 'dial.started') return [];
  const { campaign, contact } = line;
  const known = view.outbound.contacts.get(contact);
  if (known === undefined) {
    const number = contact.startsWith(`${campaign}-`) ? Number(contact.slice(campaign.length + 1)) : Number.NaN;
    const listed = scenario.campaigns.find(({ name }) => name === campaign)?.contacts ?? 0;
    if (Number.isInteger(number) && number >= 1 && number <= listed) return [];
    return [{ invariant: 6, message: `campaign ${campaign} has no contact ${contact}`, lines: [line] }];
  }
  const before = known.line === null ? [] : [known.line];
  if (terminal.has(known.state)) {
    const saidInWrapUp = line.type === 'contact.state' && known.state === 'completed' && line.state === 'rescheduled';
    if (saidInWrapUp && view.personsAct) return [];
    const after = line.type === 'contact.state' ? line.state : 'dialled';
    return [
      { invariant: 6, message: `contact ${contact} was ${known.state} and is ${after}`, lines: [...before, line] },
    ];
  }
  if (line.type === 'dial.started' && known.dial !== null) {
    const lines = [known.dial.started, line];
    return [{ invariant: 6, message: `contact ${contact} is dialled twice at once`, lines }];
  }
  return [];
};

/** Invariant 6, "exactly one state": a contact whose dial has ended is not dialling any more. */
export function contactsSettle(): Deadline {
  const reported = new Set<unknown>();
  return (t, view, { toleranceSeconds }) => {
    const findings: Finding[] = [];
    for (const { contact, ended } of view.outbound.unsettled) {
      if (ended === null || reported.has(ended) || t - ended.t <= toleranceSeconds) continue;
      reported.add(ended);
      const message = `the dial of contact ${contact} ended at ${ended.t} s and no state says what became of it`;
      findings.push({ invariant: 6, message, lines: [ended] });
    }
    return findings;
  };
}
