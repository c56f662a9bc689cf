import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { missedCallStatusName } from '../../core/agent-page/page-rules';
import type { AgentView } from '../agent-logic';
import { useSpeech } from '../page/speech-context';

/** What the agent wants to be. "Missed call" is set by the page and is nobody's choice. */
export function StateControl(props: { readonly view: AgentView; readonly choose: (status: string) => void }) {
  const { view, choose } = props;
  const { say } = useSpeech();
  const phone = view.softphone.view;
  const statuses = phone?.statuses ?? [];
  const available = statuses.find(({ kind }) => kind === 'available')?.name;
  const reasons = statuses.filter(({ kind, name }) => kind !== 'available' && name !== missedCallStatusName);
  const breaks = [...reasons].sort((one, other) => Number(one.kind === 'offline') - Number(other.kind === 'offline'));
  const [chosen, setChosen] = useState<string | null>(null);
  const reason = breaks.find(({ name }) => name === chosen)?.name ?? breaks[0]?.name;
  const locked = view.role !== 'leading' || view.otherUser !== null || phone === null;
  const waits = view.refusals.some(({ wanted }) => wanted === 'available');
  return (
    <section aria-label={say('state.name')}>
      <Container>
        <SpaceBetween size="s">
          <Box variant="h2">{phone && say('state.is', { status: phone.status })}</Box>
          {phone?.nextStatus && <div>{say('state.then', { status: phone.nextStatus })}</div>}
          {waits && <div>{say('state.waits')}</div>}
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              variant="primary"
              disabled={locked || available === undefined}
              onClick={() => available !== undefined && choose(available)}
            >
              {say('state.available')}
            </Button>
            <Button disabled={locked || reason === undefined} onClick={() => reason !== undefined && choose(reason)}>
              {say('state.not-ready')}
            </Button>
            <label>
              {say('state.reason')}{' '}
              <select disabled={locked} value={reason} onChange={({ target }) => setChosen(target.value)}>
                {breaks.map(({ name }) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </section>
  );
}
