import type { QueueTile, WallboardSnapshot } from '../../core/wallboard/snapshot';
import { useSpeech } from '../page/speech-context';

/** `now`: ms, by the server's clock. */
export function QueuesTable({ snapshot, now }: { readonly snapshot: WallboardSnapshot; readonly now: number }) {
  const { say, minutes } = useSpeech();
  const names = new Map(snapshot.agents.map(({ agentId, agent }) => [agentId, agent]));

  const fetches = ({ next }: QueueTile): string => {
    if (next === null) return '–';
    const { fetches: who, unless } = next;
    if (who === null) return unless === null ? say('queues.nobody') : say(`unless.${unless}`);
    const said = who.comes === 'now' ? who.agent : say('queues.after-work', { agent: who.agent });
    return unless === null ? said : `${said} (${say(`unless.${unless}`)})`;
  };
  const due = ({ next }: QueueTile): string => {
    if (next === null) return '–';
    return next.dueAt <= now ? say('queues.due-now') : `${Math.ceil((next.dueAt - now) / 1000)} s`;
  };
  const service = ({ serviceLevel: { percent, target, ended } }: QueueTile): string => {
    if (percent === null) return '–';
    return say(percent >= target.percent ? 'queues.service.met' : 'queues.service.missed', { percent, calls: ended });
  };
  const { target, windowMinutes } = snapshot.serviceLevel;
  return (
    <div className="scroll" role="presentation">
      <table aria-label={say('queues.name')}>
        <thead>
          <tr>
            <th scope="col">{say('queues.queue')}</th>
            <th scope="col">{say('queues.waiting')}</th>
            <th scope="col">{say('queues.ringing')}</th>
            <th scope="col">{say('queues.oldest')}</th>
            <th scope="col">{say('queues.service', { ...target, minutes: windowMinutes })}</th>
            <th scope="col">{say('queues.due')}</th>
            <th scope="col">{say('queues.fetches')}</th>
            <th scope="col">{say('queues.on-the-way')}</th>
          </tr>
        </thead>
        <tbody>
          {snapshot.queues.map((queue) => (
            <tr key={queue.queue}>
              <th scope="row">{queue.queue}</th>
              <td>
                {queue.waiting}
                {queue.more ? '+' : ''}
              </td>
              <td>{queue.ringing}</td>
              <td>{queue.oldestSince === null ? '–' : minutes((now - queue.oldestSince) / 1000)}</td>
              <td>{service(queue)}</td>
              <td>{due(queue)}</td>
              <td>{fetches(queue)}</td>
              <td>{queue.onTheWay.map((id) => names.get(id) ?? id).join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
