/** A whole run: the stories that can go side by side, the one that cannot, and what is judged at the end. */
import { heartbeatEveryMs } from '../../../core/campaign-contract/campaign';
import { deadlines, fences, repeats, versions } from '../stories/commands';
import { customerTakenOff, wrapUpFinished } from '../stories/customers';
import { delivery } from '../stories/delivery';
import { held } from '../stories/holds';
import { acceptedPreview, turnedDown, unansweredPreview, withdrawnPreview } from '../stories/previews';
import { breaks, cancelledRelease, releaseBusy, releaseIdle } from '../stories/releases';
import { signing } from '../stories/signing';
import { eligibility, notReady, otherCampaigns, tetherLife } from '../stories/tethers';
import type { Finding } from './findings';
import { type Kit, playStory, type Story } from './kit';
import { previewRows } from './rows';
import { heartbeatsWanted, judgeStanding } from './standing-checks';

const sideBySide: readonly Story[] = [
  versions,
  repeats,
  fences,
  deadlines,
  tetherLife,
  notReady,
  eligibility,
  otherCampaigns,
  releaseIdle,
  releaseBusy,
  cancelledRelease,
  breaks,
  held,
  customerTakenOff,
  wrapUpFinished,
];
const previews: readonly Story[] = [acceptedPreview, turnedDown, unansweredPreview, withdrawnPreview];

/** How long is waited for the first events: a heartbeat comes every 30 s, and a sender may pause as long. */
const firstEventsWithinMs = 40_000;

/** How far a trial has come, counted in stories. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  /** What has just ended or begun. */
  readonly words: string;
}

/** Plays everything; resolves with one finding for each row. Rejects for a fault of the kit's own only. */
export async function runConformance(kit: Kit, tell: (progress: Progress) => void): Promise<readonly Finding[]> {
  const { time, findings, record, setup } = kit;
  const beganAt = time.now();
  const stories = [...sideBySide, ...(setup.previewCampaign === null ? [] : previews)];
  const of = stories.length + 4;
  let done = 0;
  const ended = (words: string) => {
    done += 1;
    tell({ done, of, words });
  };
  if (setup.previewCampaign === null) for (const row of previewRows) findings.skip(row, 'not asked for');

  tell({ done, of, words: `waiting for the first events, at most ${firstEventsWithinMs / 1000} s` });
  const first = await record.find((event): event is typeof event => true, firstEventsWithinMs);
  ended(first ? 'events come' : 'no events came; commands are tried all the same');
  await playStory(kit, signing);
  ended(signing.name);
  await Promise.all(
    stories.map(async (story) => {
      await playStory(kit, story);
      ended(story.name);
    }),
  );
  await playStory(kit, delivery);
  ended(delivery.name);
  const enough = beganAt + heartbeatsWanted * heartbeatEveryMs;
  if (enough > time.now()) {
    tell({ done, of, words: `watching heartbeats for another ${Math.round((enough - time.now()) / 1000)} s` });
    await time.sleep(enough - time.now());
  }
  judgeStanding(kit, beganAt);
  await Promise.all(kit.agents.map((agent) => agent.tetherId && agent.tetherChanged('ended')));
  ended('the rest');
  return findings.all();
}
