import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import type { AgentLogic } from '../agent-logic';
import { useSpeech } from '../page/speech-context';
import { Announcer } from './announcer';
import { Caller } from './caller';
import { CanIBeRung } from './can-i-be-rung';
import { Connections } from './connections';
import { Customers } from './customers';
import { EmergencyCall } from './emergency-call';
import { LastMoved } from './last-move';
import { LastOutcome } from './last-outcome';
import { PreviewCard } from './preview-card';
import { saveLog } from './save-log';
import { SimulatedAgent } from './simulated-agent';
import { StateControl } from './state-control';
import type { TakeOver } from './take-over';
import { TetherIcon } from './tether-icon';
import { useAgentView } from './use-agent';
import { WhatComesNext } from './what-comes-next';

const shortcutsKey = 'ccb-shortcuts';

export interface SoftphonePageProps {
  readonly logic: AgentLogic;
  readonly environment: string;
  readonly signInAgain: () => void;
  readonly logInToConnect: () => void;
  /** In local runs only. */
  readonly takeOver: TakeOver | null;
  /** Where Connect's softphone is; it is made once and outlives everything here. */
  readonly phone: HTMLElement;
  readonly settings: ReactNode;
}

export function SoftphonePage(props: SoftphonePageProps) {
  const { logic, environment, signInAgain, logInToConnect, takeOver, phone, settings } = props;
  const view = useAgentView(logic);
  const { say } = useSpeech();
  const [shortcuts, setShortcuts] = useState(() => window.localStorage.getItem(shortcutsKey) !== 'off');
  const { snapshot, preview, lastPreview, softphone } = view;
  // What the server's clock is ahead of this machine's.
  const offset = snapshot === null ? 0 : snapshot.serverTime - (view.server.receivedAt ?? snapshot.serverTime);
  const username = snapshot?.agent.username ?? softphone.view?.username;
  return (
    <div className="softphone">
      <Announcer view={view} />
      <header className="page-head">
        <h1>
          {say('page.softphone')} · {environment}
        </h1>
        {username !== undefined && <div>{say('page.signed-in', { username })}</div>}
      </header>
      <main className="softphone-main">
        <SpaceBetween size="m">
          <Connections
            view={view}
            signInAgain={signInAgain}
            logInToConnect={logInToConnect}
            workHere={logic.workHere}
          />
          <TetherIcon snapshot={snapshot} />
          {snapshot?.takenOff && (
            <Alert type="warning">
              {say(`taken-off.${snapshot.takenOff.why}`, { count: snapshot.takenOff.count })}
            </Alert>
          )}
          {preview ? (
            <PreviewCard
              key={preview.previewId}
              preview={preview}
              shortcuts={shortcuts}
              mayAnswer={view.role === 'leading' && view.otherUser === null}
              answer={(answer) => logic.answer(preview.previewId, answer)}
            />
          ) : (
            lastPreview && <LastOutcome ended={lastPreview} />
          )}
          <Customers
            view={view}
            offset={offset}
            mayAsk={view.role === 'leading' && view.otherUser === null}
            ask={logic.askOfCustomer}
          />
          <Caller view={view} />
          {snapshot?.lastMove && <LastMoved move={snapshot.lastMove} />}
          {snapshot !== null && <WhatComesNext lines={snapshot.next} offset={offset} />}
          <StateControl view={view} choose={logic.choose} />
          {takeOver !== null && username !== undefined && <SimulatedAgent username={username} takeOver={takeOver} />}
          <CanIBeRung checks={view.checks} />
        </SpaceBetween>
      </main>
      <aside className="softphone-side" aria-label={say('phone.name')}>
        {softphone.state === 'starting' && <p>{say('phone.starting')}</p>}
        <Place element={phone} />
        <EmergencyCall
          tether={
            softphone.view?.contacts.some(({ tetherId, phase }) => tetherId !== null && phase === 'connected') ?? false
          }
          mayEnd={view.role === 'leading' && view.otherUser === null}
          end={logic.endTether}
        />
        <section aria-label={say('settings.name')} className="settings">
          {settings}
          <label>
            <input
              type="checkbox"
              checked={shortcuts}
              onChange={({ target }) => {
                window.localStorage.setItem(shortcutsKey, target.checked ? 'on' : 'off');
                setShortcuts(target.checked);
              }}
            />{' '}
            {say('settings.shortcuts')}
          </label>
          <Button onClick={() => saveLog(view.log, environment)}>{say('log.save')}</Button>
        </section>
      </aside>
    </div>
  );
}

/** Puts an element that React did not make into the page. */
function Place({ element }: { readonly element: HTMLElement }) {
  return (
    <div
      ref={(place) => {
        if (place !== null && element.parentElement !== place) place.append(element);
      }}
    />
  );
}
