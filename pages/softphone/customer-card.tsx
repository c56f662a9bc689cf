import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import type { CustomerView } from '../../core/agent-page/customer-on-page';
import type { AskedOfCustomer, CustomerAsk, WorkResult } from '../agent-logic';
import { useSpeech } from '../page/speech-context';
import { useNow } from '../page/use-now';

/** Who is on the tether, or whose wrap-up is open. Give it the `customerId` as key: what was chosen for one is not the next one's. */
export function CustomerCard(props: {
  readonly customer: CustomerView;
  /** What was asked last, if it was about this customer. */
  readonly asked: AskedOfCustomer | null;
  /** Add it to this machine's time for the server's, ms. */
  readonly offset: number;
  readonly mayAsk: boolean;
  readonly ask: (ask: CustomerAsk) => void;
  /** Whether something is said of them here that was not sent. */
  readonly says: (something: boolean) => void;
  /** The wrap-up is over already, and this page has not sent what the agent said; `null`: they are the customer still. */
  readonly leave: (() => void) | null;
}) {
  const { customer, asked, offset, mayAsk, ask, says, leave } = props;
  const { customerId, campaign, contact, phase, phaseSince, outcomes, end, finish, request } = customer;
  const { say, minutes } = useSpeech();
  const now = useNow(500) + offset;
  const [outcome, setOutcome] = useState('');
  const [doNotCall, setDoNotCall] = useState(false);
  const [callBack, setCallBack] = useState('');
  const sending = asked?.state === 'sending';
  const saysSomething = outcome !== '' || doNotCall || callBack !== '';
  useEffect(() => says(saysSomething && asked?.state !== 'sent'), [says, saysSomething, asked?.state]);

  const result: WorkResult = {
    ...(outcome !== '' && { outcome }),
    ...(doNotCall && { doNotCall }),
    ...(!doNotCall && callBack !== '' && { callBackAt: new Date(callBack).getTime() }),
  };
  const obstacles = leave !== null ? [] : [end, finish].flatMap((button) => (button.possible ? [] : [button]));
  const shown = phase === 'talking' ? end : finish;
  return (
    <section aria-label={say('customer.name')}>
      <Container>
        <SpaceBetween size="s">
          <Box variant="h2">
            {[campaign, contact].filter((name) => name !== null).join(' · ') || say('customer.name')}
          </Box>
          {leave === null ? (
            <div>{say(`customer.${phase}`, { time: minutes((now - phaseSince) / 1000) })}</div>
          ) : (
            <Alert type="warning">{say('customer.over')}</Alert>
          )}
          {(phase === 'wrap-up' || leave !== null) && (
            <div className="result">
              <label>
                {say('customer.outcome')}{' '}
                <select value={outcome} onChange={({ target }) => setOutcome(target.value)}>
                  <option value="">{say('customer.outcome.none')}</option>
                  {outcomes.map((one) => (
                    <option key={one.outcome} value={one.outcome}>
                      {one.label}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                <input type="checkbox" checked={doNotCall} onChange={({ target }) => setDoNotCall(target.checked)} />{' '}
                {say('customer.do-not-call')}
              </label>
              <label>
                {say('customer.call-back')}{' '}
                <input
                  type="datetime-local"
                  value={callBack}
                  disabled={doNotCall}
                  onChange={({ target }) => setCallBack(target.value)}
                />
              </label>
            </div>
          )}
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant={phase === 'talking' ? 'primary' : 'normal'}
              disabled={!mayAsk || sending || leave !== null || !end.possible}
              onClick={() => ask({ what: 'end', customerId })}
            >
              {say('customer.end')}
            </Button>
            <Button
              variant={phase === 'wrap-up' ? 'primary' : 'normal'}
              disabled={!mayAsk || sending || (leave === null && !finish.possible)}
              onClick={() => ask({ what: 'finish', customerId, result })}
            >
              {say('customer.done')}
            </Button>
            {leave !== null && <Button onClick={leave}>{say('customer.leave')}</Button>}
          </SpaceBetween>
          <div role="status">
            {sending && say('customer.sending')}
            {!sending && request?.state === 'under-way' && !shown.possible && shown.why === 'under-way'
              ? say('customer.under-way', { ...shown.figures })
              : obstacles.map(({ why, figures }) => (
                  <div key={why}>{say(`customer.why.${why}`, figures as Record<string, string | number>)}</div>
                ))}
            {request?.state === 'unanswered' && <Alert type="warning">{say('customer.unanswered')}</Alert>}
            {request?.state === 'refused' && (
              <Alert type="error">{say('customer.refused', { problem: request.refused?.message ?? '' })}</Alert>
            )}
            {asked?.state === 'lost' && <Alert type="error">{say('customer.lost')}</Alert>}
            {asked?.state === 'refused' && (
              <Alert type="error">{say('customer.refused', { problem: asked.problem ?? '' })}</Alert>
            )}
          </div>
        </SpaceBetween>
      </Container>
    </section>
  );
}
