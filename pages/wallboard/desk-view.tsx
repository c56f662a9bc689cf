import Alert from '@cloudscape-design/components/alert';
import { useState } from 'react';
import type { AgentRow, MoveLine, WallboardSnapshot } from '../../core/wallboard/snapshot';
import { because } from '../messages/because';
import { useSpeech } from '../page/speech-context';
import { AgentsTable } from './agents-table';
import type { MoveReply, MoveRequest, SwitchAsk, SwitchReply } from './board-api';
import { CampaignsTable } from './campaigns-table';
import { MoveDialog } from './move-dialog';
import { MovesLog } from './moves-log';
import { QueuesTable } from './queues-table';
import { SwitchesTile } from './switches-tile';
import { Tile } from './tile';

/** Everything about a group, with names. `now`: by the server's clock; `ageMs`: of what is shown. */
export function DeskView(props: {
  readonly snapshot: WallboardSnapshot;
  readonly moves: readonly MoveLine[];
  readonly now: number;
  readonly ageMs: number;
  /** May use the kill switches. */
  readonly operator: boolean;
  readonly send: (request: MoveRequest) => Promise<MoveReply>;
  readonly throwSwitch: (request: SwitchAsk) => Promise<SwitchReply>;
}) {
  const { snapshot, moves, now, ageMs, operator, send, throwSwitch } = props;
  const { say, time, language } = useSpeech();
  const [moving, setMoving] = useState<AgentRow | null>(null);
  const { thresholds, requests, notKnown, mode, agents } = snapshot;
  return (
    <>
      <p>
        {say(`board.mode.${mode}`)}{' '}
        {notKnown.length > 0 &&
          say('board.not-known', { what: notKnown.map((what) => say(`not-known.${what}`)).join(', ') })}
      </p>
      <div className="desk">
        <Tile title={say('queues.name')} ageMs={ageMs}>
          <QueuesTable snapshot={snapshot} now={now} />
        </Tile>
        <Tile title={say('campaigns.name')} ageMs={ageMs}>
          <CampaignsTable snapshot={snapshot} now={now} />
        </Tile>
        <Tile title={say('agents.name')} ageMs={ageMs} className="wide">
          {agents.length > 0 && agents.every(({ figures }) => figures === null) && <p>{say('agents.figures-off')}</p>}
          <AgentsTable agents={agents} now={now} move={setMoving} />
        </Tile>
        <Tile title={say('moves.name')} ageMs={ageMs} className="wide">
          <MovesLog moves={moves} />
        </Tile>
        <Tile title={say('requests.name')} ageMs={ageMs}>
          <ul>
            {requests.map(({ requestId, at, by, why, agent, to, heldUntil, outcome, because: reason }) => (
              <li key={requestId}>
                {time(at)} {say('requests.line', { by, agent, side: say(`side.name.${to}`), why })}:{' '}
                {say(`requests.${outcome}`)}
                {reason && `, ${because(language, reason) ?? ''}`}
                {heldUntil !== null && `, ${say('requests.held', { time: time(heldUntil) })}`}
              </li>
            ))}
          </ul>
        </Tile>
        <Tile title={say('switches.name')} ageMs={ageMs}>
          <SwitchesTile switches={snapshot.switches} operator={operator} now={now} send={throwSwitch} />
        </Tile>
        <Tile title={say('thresholds.name')} ageMs={ageMs}>
          <p>{say('thresholds.version', { version: thresholds.version })}</p>
          {thresholds.refused !== null && (
            <Alert type="warning">{say('thresholds.refused', { why: thresholds.refused })}</Alert>
          )}
          <dl className="facts">
            {Object.entries(thresholds.values).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{String(value)}</dd>
              </div>
            ))}
          </dl>
        </Tile>
      </div>
      {moving !== null && <MoveDialog key={moving.agentId} agent={moving} send={send} close={() => setMoving(null)} />}
    </>
  );
}
