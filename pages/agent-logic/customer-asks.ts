import { tryAgainMs } from './intervals';
import type { CustomerAsk, PageClock, Server } from './ports';

/** How the last thing stands that the agent asked about a customer. */
export interface AskedOfCustomer {
  readonly customerId: string;
  readonly what: CustomerAsk['what'];
  /** `sending`: the server has not answered; `sent`: it is on its way to the Campaign Manager, see the snapshot. */
  readonly state: 'sending' | 'sent' | 'refused';
  /** The server's sentence, with `refused`. */
  readonly problem: string | null;
}

export interface CustomerAsks {
  readonly last: () => AskedOfCustomer | null;
  readonly ask: (ask: CustomerAsk) => void;
}

/**
 * Sends what the agent asks until the server answers, for as long as that customer is there: whatever comes late is refused by
 * the server, so that a repetition never concerns the next one.
 */
export function customerAsks(
  server: Pick<Server, 'customer'>,
  clock: PageClock,
  isThere: (customerId: string) => boolean,
  changed: () => void,
): CustomerAsks {
  let last: AskedOfCustomer | null = null;

  const send = async (ask: CustomerAsk): Promise<void> => {
    const { what, customerId } = ask;
    const reply = await server.customer(ask);
    if (last?.customerId !== customerId || last.what !== what) return;
    if (reply.kind === 'ok') last = { what, customerId, state: 'sent', problem: null };
    else if (reply.kind === 'refused') last = { what, customerId, state: 'refused', problem: reply.problem };
    else if (isThere(customerId)) clock.after(tryAgainMs, () => void send(ask));
    else last = null;
    changed();
  };

  return {
    last: () => last,
    ask(ask) {
      const { what, customerId } = ask;
      if (last?.customerId === customerId && last.what === what && last.state === 'sending') return;
      last = { what, customerId, state: 'sending', problem: null };
      changed();
      void send(ask);
    },
  };
}
