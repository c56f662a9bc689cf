import type { TraceLine } from './lines';

/** One agent while the time is added up; each of the moments is null when it is not running. Seconds since t = 0. */
interface Account {
  status: string;
  since: number;
  callSince: number | null;
  customer: { readonly contact: string; readonly since: number } | null;
  /** End of the wrap-up after a campaign's customer, which no status shows. */
  wrapUp: { readonly since: number; readonly until: number } | null;
  /** What the AfterCallWork that follows is about: that of a tether is nobody's wrap-up. */
  lastOn: 'call' | 'tether';
}

/**
 * Seconds agents worked and seconds they were logged in, over all agents, from t = 0 to the end. Work is talk, with callers
 * or campaign customers, and the wrap-up after it; being Busy on a tether without a customer is none.
 */
export function utilisation(
  lines: readonly TraceLine[],
  endSeconds: number,
): readonly [worked: number, loggedIn: number] {
  const accounts = new Map<string, Account>();
  let worked = 0;
  let loggedIn = 0;

  const closeStatus = (account: Account, t: number): void => {
    if (account.status !== 'Offline') loggedIn += t - account.since;
    if (account.status === 'AfterCallWork' && account.lastOn === 'call') worked += t - account.since;
    account.since = t;
  };
  const closeCall = (account: Account, t: number): void => {
    if (account.callSince !== null) worked += t - account.callSince;
    account.callSince = null;
  };
  const closeCustomer = (account: Account, t: number): void => {
    if (account.customer !== null) worked += t - account.customer.since;
    account.customer = null;
  };
  const closeWrapUp = (account: Account, t: number): void => {
    if (account.wrapUp !== null) worked += Math.min(t, account.wrapUp.until) - account.wrapUp.since;
    account.wrapUp = null;
  };

  for (const line of lines) {
    if (!('agent' in line) || line.agent === undefined) continue;
    if (line.type === 'agent.status' && !accounts.has(line.agent)) {
      accounts.set(line.agent, {
        ...{ status: line.status, since: line.t, lastOn: 'call' },
        ...{ callSince: null, customer: null, wrapUp: null },
      });
      continue;
    }
    const account = accounts.get(line.agent);
    if (account === undefined) continue;
    switch (line.type) {
      case 'agent.status':
        closeStatus(account, line.t);
        account.status = line.status;
        break;
      case 'call.answered':
        account.callSince = line.t;
        account.lastOn = 'call';
        break;
      case 'callout.started':
        account.callSince = line.t;
        account.lastOn = 'call';
        break;
      case 'callout.ended':
      case 'call.ended':
        closeCall(account, line.t);
        break;
      case 'tether.connected':
        account.lastOn = 'tether';
        break;
      case 'dial.connected':
        closeWrapUp(account, line.t);
        account.customer = { contact: line.contact, since: line.t };
        break;
      case 'dial.ended':
        // With several lines open, another customer's may end meanwhile.
        if (account.customer?.contact !== line.contact) break;
        closeCustomer(account, line.t);
        account.wrapUp = { since: line.t, until: line.t + (line.wrapUpSeconds ?? 0) };
        break;
      case 'tether.ended':
        closeCustomer(account, line.t);
        closeWrapUp(account, line.t);
        break;
      default:
    }
  }
  for (const account of accounts.values()) {
    for (const close of [closeStatus, closeCall, closeCustomer, closeWrapUp]) close(account, endSeconds);
  }
  return [worked, loggedIn];
}
