import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { AgentRow } from '../../core/wallboard/snapshot';
import { useSpeech } from '../page/speech-context';
import { type AgentChoice, chosenAgents, type SortKey } from './agent-order';
import { useWhy } from './moves-log';

const rowHeight = 48;

interface Column {
  readonly name: 'agent' | 'side' | 'doing' | 'for' | 'tether' | 'campaign' | 'last-move' | 'heard' | 'act';
  readonly sort?: SortKey;
}
const columns: readonly Column[] = [
  { name: 'agent', sort: 'agent' },
  { name: 'side', sort: 'side' },
  { name: 'doing', sort: 'doing' },
  { name: 'for', sort: 'for' },
  { name: 'tether' },
  { name: 'campaign' },
  { name: 'last-move' },
  { name: 'heard' },
  { name: 'act' },
];

/** Rows are drawn for what is on the screen only: a thousand agents are as quick as thirty. `now`: by the server's clock. */
export function AgentsTable(props: {
  readonly agents: readonly AgentRow[];
  readonly now: number;
  readonly move: (agent: AgentRow) => void;
}) {
  const { agents, now, move } = props;
  const { say } = useSpeech();
  const [choice, setChoice] = useState<AgentChoice>({ search: '', side: 'all', sort: 'agent', descending: false });
  const rows = useMemo(() => chosenAgents(agents, choice), [agents, choice]);
  const body = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  const drawn = virtual.getVirtualItems();
  const sortBy = (sort: SortKey): void =>
    setChoice((before) => ({ ...before, sort, descending: before.sort === sort && !before.descending }));

  return (
    <>
      <div className="choices">
        <input
          type="search"
          aria-label={say('agents.search')}
          placeholder={say('agents.search')}
          value={choice.search}
          onChange={({ target }) => setChoice((before) => ({ ...before, search: target.value }))}
        />
        <select
          aria-label={say('agents.side')}
          value={choice.side}
          onChange={({ target }) => setChoice((before) => ({ ...before, side: target.value as AgentChoice['side'] }))}
        >
          <option value="all">{say('agents.all-sides')}</option>
          {(['inbound', 'outbound', 'moving'] as const).map((side) => (
            <option key={side} value={side}>
              {say(`side.name.${side}`)}
            </option>
          ))}
        </select>
        <span>{say('agents.shown', { shown: rows.length, all: agents.length })}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard */}
      <div ref={body} className="agents-scroll" tabIndex={0}>
        <table aria-label={say('agents.name')} aria-rowcount={rows.length + 1} className="agents">
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ name, sort }) =>
                sort === undefined ? (
                  <th key={name} scope="col">
                    {say(`agents.${name}`)}
                  </th>
                ) : (
                  <th
                    key={name}
                    scope="col"
                    aria-sort={choice.sort !== sort ? 'none' : choice.descending ? 'descending' : 'ascending'}
                  >
                    <button type="button" className="sort" onClick={() => sortBy(sort)}>
                      {say(`agents.${name}`)}
                      {choice.sort === sort ? (choice.descending ? ' ▼' : ' ▲') : ''}
                    </button>
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            <Gap height={drawn[0]?.start ?? 0} />
            {drawn.map(({ index }) => {
              const row = rows[index];
              return row && <Row key={row.agentId} row={row} index={index} now={now} move={move} />;
            })}
            <Gap height={virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The place of rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in an empty row can have the focus
    <tr aria-hidden="true" className="gap" ref={(element) => element?.style.setProperty('block-size', `${height}px`)}>
      <td colSpan={columns.length} />
    </tr>
  );
}

const colours = { none: 'off', grey: 'grey', green: 'green', red: 'red' } as const;
const marks = { none: '–', grey: '…', green: '✓', red: '✗' } as const;

function Row(props: {
  readonly row: AgentRow;
  readonly index: number;
  readonly now: number;
  readonly move: (agent: AgentRow) => void;
}) {
  const { row, index, now, move } = props;
  const { say, minutes } = useSpeech();
  const why = useWhy();
  const { figures } = row;
  const age = (since: number | undefined): string => (since === undefined ? '–' : minutes((now - since) / 1000));
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row">{row.agent}</th>
      <td>{say(`side.name.${row.side}`)}</td>
      <td>
        {say(`doing.${row.doing}`)}
        {row.doing === 'not-ready' ? ` (${row.status})` : ''}
      </td>
      <td>{age(figures?.doingSince)}</td>
      <td>
        <span aria-hidden="true">{marks[row.indicator]}</span> {say(`colour.${colours[row.indicator]}`)}
      </td>
      <td>{row.campaign ?? '–'}</td>
      <td title={figures?.lastMove ? why(figures.lastMove) : undefined}>
        <div className="why">
          {figures?.lastMove ? `${say(`side.name.${figures.lastMove.to}`)}: ${why(figures.lastMove)}` : '–'}
        </div>
      </td>
      <td>{age(figures?.heardAt)}</td>
      <td>
        <button
          type="button"
          className="row-button"
          aria-label={say('agents.move', { agent: row.agent })}
          onClick={() => move(row)}
        >
          {say('agents.act')}
        </button>
      </td>
    </tr>
  );
}
