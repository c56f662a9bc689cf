/** What is judged: one row of the table each, in the order it is printed. */

/** Something the contract asks for, and what it is good for. */
export interface Row {
  readonly id: string;
  /** Under which heading of the table. */
  readonly section: string;
  /** What holds when it holds. */
  readonly what: string;
  /** What happens to people when it does not. */
  readonly why: string;
}

const section = <const Ids extends Readonly<Record<string, readonly [what: string, why: string]>>>(
  name: string,
  ids: Ids,
): readonly (Row & { readonly id: keyof Ids & string })[] =>
  Object.entries(ids).map(([id, [what, why]]) => ({ id, section: name, what, why }));

export const rows = [
  ...section('Signing', {
    'signed-command': [
      'a command signed as the contract says is answered with status 200 and a reply to it',
      'nothing works without it: every other answer counts as none, and the command comes again until its deadline',
    ],
    'wrong-signature': [
      'a command with a wrong signature, or none, is refused',
      'anybody who finds the address could take agents away or have people called',
    ],
    'old-timestamp': [
      'a command signed minutes ago, or minutes ahead, is refused',
      'whoever recorded a request could use it again for ever',
    ],
    'replayed-nonce': [
      'a request that comes a second time, nonce and all, is refused',
      'whoever recorded a request could use it again within its minute',
    ],
    'second-key': [
      'a command signed with the second live key is answered like any other',
      'keys could not be changed without losing commands',
    ],
  }),
  ...section('Commands', {
    'answers-in-time': [
      'every command is answered within 3 s',
      'a later answer counts as none: the same command comes again, and agents wait for both',
    ],
    'unknown-version': [
      'a command of a version not spoken is not acted on',
      'a later version may mean something else by the same words',
    ],
    'unknown-command': [
      'a command of a type not known is not acted on and does no harm',
      'new commands could not be introduced without stopping old Campaign Managers',
    ],
    'unknown-fields': [
      'fields not known are ignored',
      'new fields could not be introduced without stopping old Campaign Managers',
    ],
    'idempotent-command': [
      'a commandId that comes again is answered as before and changes nothing',
      'commands do come twice; an agent would be called twice, or given back after having been refused',
    ],
    'lower-fence': [
      'a command with a lower fence than one before it is ignored',
      'an old command that comes late would undo a newer one',
    ],
    'past-deadline': [
      'a command past its deadline is ignored',
      'an agent would be called or taken away when nobody wants it any more',
    ],
    'unknown-agent': [
      'a release of an agent or a tether nobody knows is refused as unknown-agent or unknown-tether',
      'only then is our record of the agent put right',
    ],
  }),
  ...section('Events', {
    'events-signed': [
      'every request with events is signed, in time, with a new nonce, and within its limits',
      'the ingress refuses it otherwise, and the application knows nothing',
    ],
    'events-valid': [
      'every event fits its schema, in version 1 of the contract',
      'an event that does not is refused, and what it told is never known',
    ],
    'event-ids': [
      'every event has an eventId of its own, and keeps it when it is sent again',
      'an event could not be told from its repetition',
    ],
    'sequence-numbers': [
      'seq counts up: per tether, per campaign, and over heartbeats',
      'what comes with a number that is not higher counts as late and is ignored',
    ],
    heartbeat: ['a heartbeat comes every 30 s', 'after 90 s without one no agent gets a tether any more'],
    'campaign-work': [
      'CampaignWork is told of each campaign on every change, at most once a second, and makes sense',
      'too few or too many agents would be sent to outbound work',
    ],
    'no-numbers': [
      'contacts are named by an id, never by a telephone number',
      'numbers of people would get into logs and archives',
    ],
  }),
  ...section('Tether', {
    'tether-progress': [
      'a tether is told as dialling, then answered, and as ended once it is over',
      'the agent shows grey for ever, or is counted as tethered when nobody is there',
    ],
    'before-ready': [
      'an agent is not used before ready',
      'a customer would be put through to a line on which there is no agent yet',
    ],
    'after-not-ready': [
      'an agent is not used for anybody new after not-ready, until ready comes again',
      'customers would be put through to an agent who is away',
    ],
    'after-ended': [
      'an agent is not used after ended, and the line is hung up',
      'customers would be called for an agent who has left',
    ],
    eligibility: [
      'an agent is used for the named campaigns only',
      'agents would get customers of campaigns they are not trained for',
    ],
    'campaigns-changed': [
      'other campaigns hold from then on, on the same tether, and a conversation goes on',
      'an agent would have to hang up before anybody used, or spared, them for what they may do now',
    ],
  }),
  ...section('Work', {
    'work-after-ready': [
      'AgentWork comes at once after ready',
      'the agent cannot be asked back: nobody knows whether they are idle',
    ],
    'work-on-change': [
      'AgentWork comes on every change, and each change is one that can be',
      'agents who are idle are not asked back, and agents who work are',
    ],
    'work-on-request': ['AgentWork comes on ReportAgentWork', 'a record that was lost could not be put right'],
    'dial-outcome': ['DialOutcome tells how a dial ended', 'reports have nothing to count'],
  }),
  ...section('Release', {
    'release-idle': ['an idle agent who is asked for is released', 'callers wait for an agent who has nothing to do'],
    'after-release': [
      'an agent who was released is never used again on that tether',
      'a customer would be put through to somebody who talks to a caller',
    ],
    'release-busy': [
      'a busy agent who is asked for now is refused, with what they do, and works on',
      'a customer would be cut off, or answered by nobody',
    ],
    'release-after-work': [
      'a release after work starts nothing new and ends in ReleaseResult',
      'the caller waits for an agent who never comes, or comes too late',
    ],
    'cancel-release': [
      'a release that is cancelled does not happen: the agent works on',
      'an agent would stand about on a tether without work',
    ],
  }),
  ...section('Holding', {
    hold: [
      'nothing is begun for an agent who is held, and what is in hand goes on',
      'callers wait for one agent while others are dialled for again and again',
    ],
    'hold-over': ['an agent who is held no longer works on', 'an agent would stand about on a tether without work'],
  }),
  ...section('Customers', {
    'end-customer': [
      'a customer whom the agent takes off is gone at once, and the agent goes on, on the same tether',
      'an agent on a voicemail greeting has no way out but to hang up the tether',
    ],
    'end-customer-old': [
      'EndCustomer about an earlier conversation is refused as no-customer, and ends nobody else',
      'a customer would be cut off by a button pressed about the one before',
    ],
    'finish-work': [
      'a wrap-up that the agent has finished is over at once, unless the outcome is none of the campaign',
      'agents would sit in wrap-up who are done, or what they said would be lost without a word',
    ],
    'finish-work-late': [
      'FinishWork about an earlier conversation is accepted, and leaves the present wrap-up alone',
      'who does not want to be called would be called again, or the next wrap-up be cut short',
    ],
  }),
  ...section('Breaks', {
    break: [
      'not-ready and logged-out start nothing new, and end in released',
      'agents could not go on a break or home',
    ],
    'break-taken-back': [
      'available without a tether takes the wish for a break back: the agent works on',
      'an agent would stand about on a tether without work',
    ],
  }),
  ...section('Previews', {
    'preview-offered': [
      'a preview is offered with times that can be, and AgentWork says preview',
      'the ingress refuses it otherwise, and nobody sees the contact',
    ],
    'preview-waits': [
      'nobody is dialled before the decision',
      'a person would be called with an agent still reading about them, or gone',
    ],
    'preview-busy': [
      'an agent who looks at a preview is refused as preview when asked for now',
      'the agent would be taken away from a contact who is then called',
    ],
    'preview-accept': ['accept dials that contact for that agent', 'the agent waits for a call that never comes'],
    'preview-reject': [
      'reject, and reject-and-reschedule, dial nobody and free the agent',
      'people would be called whom the agent did not want called',
    ],
    'preview-close': [
      'close, and reject-and-close, dial nobody, and the contact never comes again',
      'people would be called again and again who must not be',
    ],
    'preview-withdrawn': [
      'a preview we withdraw dials nobody and costs the contact no attempt',
      'contacts would run out of attempts without ever having been called',
    ],
    'preview-reservation': [
      'a preview we say nothing of is withdrawn when its reservation ends',
      'agent and contact would be kept for ever',
    ],
    'preview-late': [
      'a decision on a preview that was withdrawn is refused as withdrawn, and dials nobody',
      'a person would be called for an agent who does something else by now',
    ],
    'preview-twice': [
      'a second decision on the same preview changes nothing',
      'a person would be called whom the agent has just turned down',
    ],
    'preview-unknown': [
      'a decision on a preview that never was is refused as unknown-preview',
      'the agent would be shown as dialling when nobody is called',
    ],
    'preview-tether-lost': [
      'a decision on a preview whose tether has ended dials nobody',
      'a person would be called for an agent who has left',
    ],
  }),
  ...section('Delivery', {
    'nothing-lost': [
      'events answered with 503 or 429 come again, every one of them',
      'what they told is never known: agents are counted as busy or idle for hours',
    ],
    'order-kept': [
      'events sent again keep their order',
      'the later one counts and the earlier one is ignored: changes get lost',
    ],
  }),
] as const;

/** What a row is called in reports, and by those who are wrong on purpose. */
export type RowId = (typeof rows)[number]['id'];

export const previewRows: readonly RowId[] = rows
  .filter(({ section: name }) => name === 'Previews')
  .map(({ id }) => id);
