import { useCallback, useState } from 'react';
import type { CustomerView } from '../../core/agent-page/customer-on-page';
import type { AgentView, CustomerAsk } from '../agent-logic';
import { CustomerCard } from './customer-card';

/**
 * The customer of the moment, and the one before where the agent has begun to say something of them that was not sent: the wrap-up
 * may end before they are done, and who is not to be called again must not be lost.
 */
export function Customers(props: {
  readonly view: AgentView;
  readonly offset: number;
  readonly mayAsk: boolean;
  readonly ask: (ask: CustomerAsk) => void;
}) {
  const { view, offset, mayAsk, ask } = props;
  const { askedOfCustomer: asked } = view;
  const [unsent, setUnsent] = useState<CustomerView | null>(null);
  const current = view.snapshot?.customer ?? null;
  const before = unsent !== null && unsent.customerId !== current?.customerId ? unsent : null;
  return [before, current]
    .filter((customer) => customer !== null)
    .map((customer) => (
      <Said
        key={customer.customerId}
        customer={customer}
        asked={asked?.customerId === customer.customerId ? asked : null}
        offset={offset}
        mayAsk={mayAsk}
        ask={ask}
        keep={setUnsent}
        leave={customer === before ? () => setUnsent(null) : null}
      />
    ));
}

function Said({
  keep,
  ...card
}: Omit<Parameters<typeof CustomerCard>[0], 'says'> & {
  readonly keep: (change: (before: CustomerView | null) => CustomerView | null) => void;
}) {
  const { customer } = card;
  const says = useCallback(
    (something: boolean): void =>
      keep((kept) => {
        if (something) return customer;
        return kept?.customerId === customer.customerId ? null : kept;
      }),
    [keep, customer],
  );
  return <CustomerCard {...card} says={says} />;
}
