/** What the stand-alone reference answers a person at its terminal. */
import { createColors } from 'picocolors';
import { AbandonLedger, type LedgerFigures } from '../abandon-ledger';
import type { CampaignManager } from '../campaign-manager';
import type { Contact } from '../contact-list';
import { noCampaign } from '../contact-requests';
import { contactStates } from '../lists/contact';
import { parseTyped, type TypedCommand, usages } from './typed-command';

/** What of the Campaign Manager a person at its terminal may ask for. */
export type Asked = Pick<
  CampaignManager,
  'campaigns' | 'contacts' | 'memory' | 'find' | 'promise' | 'bar' | 'setCampaignStopped'
>;

/** The answer to a line, without a line break at its end; `null`: none. */
export function answerTyped(line: string, asked: Asked, nowMs: number, colour: boolean): string | null {
  const command = parseTyped(line);
  if (command === null) return null;
  const colours = createColors(colour);
  if ('problem' in command) return colours.red(command.problem);
  const said = answer(command, asked, nowMs, colours.bold);
  return typeof said === 'string' ? said : colours.red(said.problem);
}

type Said = string | { readonly problem: string };

function answer(command: TypedCommand, asked: Asked, nowMs: number, bold: (text: string) => string): Said {
  switch (command.do) {
    case 'help':
      return columns(Object.values(usages).map(([usage, does]) => [usage, does]));
    case 'status':
      return status(asked, nowMs, bold);
    case 'contact':
      return about(command, asked, bold);
    case 'call-back': {
      const { campaign, contact, inSeconds, agentId } = command;
      const promised = asked.promise(campaign, contact, { agentId, atMs: nowMs + inSeconds * 1000 });
      return promised.result === 'refused'
        ? { problem: promised.message }
        : `${contact} is ${inWords(promised.contact)}`;
    }
    case 'do-not-call':
      return bar(command, asked);
    case 'stop':
    case 'go': {
      const { campaign } = command;
      const stopped = command.do === 'stop';
      if (!asked.campaigns().includes(campaign)) return { problem: noCampaign(campaign, asked.campaigns()) };
      if (asked.memory(campaign).stopped === stopped)
        return { problem: `${campaign} is ${stopped ? 'stopped' : 'not stopped'} as it is` };
      asked.setCampaignStopped(campaign, stopped);
      return stopped ? `${campaign} is stopped: nobody further is dialled` : `${campaign} goes on`;
    }
  }
}

/** Every campaign in figures: its contacts by state, dials so far, and how it stands by the law. */
export function status(asked: Asked, nowMs: number, bold: (text: string) => string): string {
  const head = ['campaign', ...contactStates, 'calls dialled', 'abandoned in 24 hours', 'in 30 days'];
  const rows = asked.campaigns().map((name) => {
    const contacts = asked.contacts(name);
    const { ledger, stopped } = asked.memory(name);
    const inState = contactStates.map((state) => String(contacts.filter((contact) => contact.state === state).length));
    const dialled = contacts.reduce((sum, { attempts }) => sum + attempts, 0);
    const abandoned = new AbandonLedger(ledger).figures(nowMs).map(rate);
    return [stopped ? `${name} (stopped)` : name, ...inState, String(dialled), ...abandoned];
  });
  const [first = '', ...rest] = columns([head, ...rows]).split('\n');
  return [bold(first), ...rest].join('\n');
}

const rate = ({ live, abandoned }: LedgerFigures): string =>
  live === 0 ? 'nobody answered' : `${abandoned} of ${live} (${Math.round((abandoned / live) * 1000) / 10} %)`;

function about(
  { campaign, contact: name }: Extract<TypedCommand, { do: 'contact' }>,
  asked: Asked,
  bold: (text: string) => string,
): Said {
  const found = asked.find(campaign, name);
  if (found.result === 'refused') return { problem: found.message };
  const { contact, card } = found;
  const { reason, attempts, lastOutcome } = contact;
  const dials = attempts === 0 ? 'never dialled' : `dialled ${attempts} ${attempts === 1 ? 'time' : 'times'}`;
  const fields = Object.entries(card.fields).map(([field, value]) => `  ${field}: ${value}`);
  return [
    `${bold(name)}, ${card.name}, ${card.number}: ${inWords(contact)}`,
    `  ${dials}${lastOutcome === null ? '' : `, last ${lastOutcome}`}${reason === null ? '' : `; ${reason}`}`,
    ...fields,
  ].join('\n');
}

/** A contact's state, with its time and its promise. */
function inWords({ state, retryAt, callBack }: Contact): string {
  const when = retryAt === null ? '' : ` for ${new Date(retryAt).toISOString()}`;
  if (callBack === null) return `${state}${when}`;
  return `${state}${when}, a call-back by ${callBack.agentId ?? 'anybody'}`;
}

function bar({ number, why }: Extract<TypedCommand, { do: 'do-not-call' }>, asked: Asked): Said {
  const barred = asked.bar(number, why ?? undefined);
  if (barred.result === 'refused') return { problem: barred.message };
  const names = (contacts: typeof barred.closed) =>
    contacts.map((one) => `${one.contact} of ${one.campaign}`).join(', ');
  const closed = barred.closed.length === 0 ? 'nobody is closed by it' : `closed: ${names(barred.closed)}`;
  const inCall = barred.inCall.length === 0 ? '' : `; in a call, which is not cut off: ${names(barred.inCall)}`;
  return `the number is never dialled again; ${closed}${inCall}`;
}

/** Rows with every column as wide as its widest. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
