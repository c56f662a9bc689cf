import type { WallboardSnapshot } from '../../core/wallboard/snapshot';
import { useSpeech } from '../page/speech-context';

/** `now`: ms, by the server's clock. What the Campaign Manager told says how long ago that was. */
export function CampaignsTable({ snapshot, now }: { readonly snapshot: WallboardSnapshot; readonly now: number }) {
  const { say, minutes } = useSpeech();
  const { campaigns, campaignManager } = snapshot;
  return (
    <>
      {!campaignManager.alive && <p className="warning">⚠ {say('campaigns.silent')}</p>}
      <div className={campaignManager.alive ? 'scroll' : 'scroll tile-stale'}>
        <table aria-label={say('campaigns.name')}>
          <thead>
            <tr>
              <th scope="col">{say('campaigns.campaign')}</th>
              <th scope="col">{say('campaigns.calls')}</th>
              <th scope="col">{say('campaigns.dialling')}</th>
              <th scope="col">{say('campaigns.needed')}</th>
              <th scope="col">{say('campaigns.there')}</th>
              <th scope="col">{say('campaigns.at-work')}</th>
              <th scope="col">{say('campaigns.told')}</th>
            </tr>
          </thead>
          <tbody>
            {campaigns.map(({ campaign, work, toldAt, agentsThere, agentsAtWork }) => (
              <tr key={campaign}>
                <th scope="row">{campaign}</th>
                <td>{work?.callsAvailable ?? '–'}</td>
                <td>{work?.dialsInFlight ?? '–'}</td>
                <td>{work?.agentsNeeded ?? '–'}</td>
                <td>{agentsThere}</td>
                <td>{agentsAtWork}</td>
                <td>{toldAt === null ? say('campaigns.never') : minutes((now - toldAt) / 1000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
