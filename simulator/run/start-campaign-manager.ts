import { type CampaignManager, createCampaignManager } from '../../campaign-manager/reference/campaign-manager';
import { latencyOf } from '../../campaign-manager/reference/campaign-script';
import { customerTimes } from '../../campaign-manager/reference/campaigns/campaigns';
import type { Chance, Scheduler } from '../../clock/scheduler';
import type { CommandReply } from '../../core/campaign-contract/commands';
import type { Conditions } from '../platform/conditions';
import type { Scenario } from '../scenario/scenario';
import type { TraceRecorder } from '../trace/recorder';
import type { CommandReceiver, RunningApplication } from './running-application';
import { createTetherPhone } from './tether-phone';

/** The line to the Campaign Manager, laid before it is there: the application is built first, and it needs both ends. */
export class CommandRelay implements CommandReceiver {
  #campaignManager: CampaignManager | null = null;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly conditions: Pick<Conditions, 'duplicates'>,
  ) {}

  connect(campaignManager: CampaignManager | null): void {
    this.#campaignManager = campaignManager;
  }

  isDown(): boolean {
    return this.#campaignManager?.isDown() ?? true;
  }

  receive(envelope: unknown): CommandReply {
    const campaignManager = this.#campaignManager;
    if (campaignManager === null)
      throw new Error('this scenario has no Campaign Manager: none of its groups has campaigns');
    const reply = campaignManager.receive(envelope);
    if (this.conditions.duplicates('campaign-commands')) {
      this.scheduler.after(0, () => void (campaignManager.isDown() || campaignManager.receive(envelope)), 'hop');
    }
    return reply;
  }
}

/** Puts the reference Campaign Manager to work on a scenario's campaigns; `null` where there are none. */
export function startCampaignManager(context: {
  readonly application: RunningApplication;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly conditions: Conditions;
  readonly recorder: TraceRecorder;
  readonly failed: (message: string) => void;
}): CampaignManager | null {
  const { application, scenario, scheduler, chance, conditions, recorder } = context;
  if (application.tetherNumber === null) return null;
  recorder.registerTetherNumber(application.tetherNumber);
  const campaignManager = createCampaignManager({
    scheduler,
    chance,
    startMs: scenario.startMs,
    campaigns: scenario.campaigns.map((campaign) => ({
      name: campaign.name,
      priority: campaign.priority,
      startAtSeconds: campaign.startAt,
      contacts: campaign.contacts,
      pacing: campaign.pacing,
      answerProbability: campaign.answerProbability,
      attempts: campaign.attempts,
      retrySeconds: campaign.retrySeconds,
      freshTether: campaign.freshTether,
      ...customerTimes(campaign, chance),
    })),
    phone: createTetherPhone(application.connect),
    send: (events) => application.takeEvents(events),
    observe: (fact) => recorder.dialled(fact),
    observePace: (fact) => recorder.paced(fact),
    latency: latencyOf(conditions),
  });
  campaignManager.start();
  return campaignManager;
}
