import { sendableForMs, tryAgainMs } from './intervals';
import type { CustomerAsk, PageClock, Server } from './ports';

/** How the last thing stands that the agent asked about a customer. */
export interface AskedOfCustomer {
  readonly customerId: string;
  readonly what: CustomerAsk['what'];
  /**
   * `sending`: the server has not answered; `sent`: it is on its way to the Campaign Manager, see the snapshot. `lost`: the server
   * could not be reached for as long as what is said of a customer counts.
   */
  readonly state: 'sending' | 'sent' | 'refused' | 'lost';
  /** The server's sentence, with `refused`. */
  readonly problem: string | null;
}

export interface CustomerAsks {
  readonly last: () => AskedOfCustomer | null;
  readonly ask: (ask: CustomerAsk) => void;
}

/**
 * Sends what the agent asks until the server answers: an order to hang up for as long as that customer is there, and what came of
 * them for as long as it counts. Each names its customer, so that a repetition never concerns the next one.
 */
export function customerAsks(
  server: Pick<Server, 'customer'>,
  clock: PageClock,
  isThere: (customerId: string) => boolean,
  changed: () => void,
): CustomerAsks {
  let last: AskedOfCustomer | null = null;

  const send = async (ask: CustomerAsk, until: number): Promise<void> => {
    const { what, customerId } = ask;
    const reply = await server.customer(ask);
    if (last?.customerId !== customerId || last.what !== what) return;
    if (reply.kind === 'ok') last = { what, customerId, state: 'sent', problem: null };
    else if (reply.kind === 'refused') last = { what, customerId, state: 'refused', problem: reply.problem };
    else if (isThere(customerId) || clock.now() < until) clock.after(tryAgainMs, () => void send(ask, until));
    else last = what === 'finish' ? { what, customerId, state: 'lost', problem: null } : null;
    changed();
  };

  return {
    last: () => last,
    ask(ask) {
      const { what, customerId } = ask;
      if (last?.customerId === customerId && last.what === what && last.state === 'sending') return;
      last = { what, customerId, state: 'sending', problem: null };
      changed();
      void send(ask, what === 'finish' ? clock.now() + sendableForMs : 0);
    },
  };
}
