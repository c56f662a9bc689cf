import { Annotations, type CfnResource, Stack } from 'aws-cdk-lib';
import { CfnContactFlow, CfnQuickConnect } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { type CallerSettings, textsOf, withSettings } from '../../contact-flows/caller-settings';
import { catalogEntry, type FlowName } from '../../contact-flows/catalog';
import { entryTo } from '../../contact-flows/entry';
import { bindFlow, flowTokens } from '../../contact-flows/language/bind';
import type { FlowDocument } from '../../contact-flows/language/document';
import { describeFinding, describeFlowProblems } from '../../contact-flows/language/findings';
import { findFlowProblems, refusals } from '../../contact-flows/language/validate';
import { settingsOf, waitingFlowsOf } from '../configuration/caller-settings-of';
import { type Deployment, defaultQueueOf, named } from '../deployment';
import type { CustomerQueues } from './customer-queues';
import { oneAfterAnother } from './one-after-another';

/** Flows that must not be deployed; the message lists every problem of every flow. */
export class ContactFlowError extends Error {
  override readonly name = 'ContactFlowError';
}

export interface ContactFlowsProps {
  readonly queues: CustomerQueues;
  readonly planOfferArn: string;
  readonly mapTetherArn: string;
  /** Must exist before a flow that invokes a Lambda is published: Connect checks references. */
  readonly after: readonly CfnResource[];
}

const pick = (texts: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([name]) => names.includes(name)));

/** Whether a conversation is recorded was settled on the way to the queue. */
const unrecorded = (settings: CallerSettings): CallerSettings => ({ ...settings, recording: null });

/** The flows of `contact-flows/`, bound, checked and published. Throws ContactFlowError before anything is synthesized. */
export class ContactFlows extends Construct {
  readonly voicemailTaskArn: string;
  /** Of the flow that takes callers of any other flow. */
  readonly entryArn: string;
  /** Of the flow that takes tethers; only where there is a tether queue. */
  readonly tetherArn: string | undefined;
  private readonly entries = new Map<string, string>();
  private readonly made: CfnContactFlow[] = [];
  private readonly problems: string[] = [];

  constructor(scope: Construct, id: string, deployment: Deployment, props: ContactFlowsProps) {
    super(scope, id);
    const { environment } = deployment;
    const { queues, planOfferArn: PlanOfferArn } = props;
    const make = (
      name: FlowName,
      suffix: string,
      tokens: Readonly<Record<string, string>>,
      complete: (template: FlowDocument) => FlowDocument = (template) => template,
    ): string => this.make(deployment, name, suffix, tokens, complete, props.after);
    /** With how callers are spoken to: the texts that the flow says, by their tokens. */
    const speaking = (
      name: FlowName,
      suffix: string,
      { settings, says, tokens }: { settings: CallerSettings; says: readonly string[]; tokens: Record<string, string> },
    ): string =>
      make(name, suffix, { ...pick(textsOf(settings.spoken), says), ...tokens }, (template) =>
        withSettings(template, settings),
      );

    const usual = settingsOf(environment, {});
    const leavingAMessage = (suffix: string, settings: CallerSettings): string =>
      speaking('voicemail-queue', suffix, { settings: unrecorded(settings), says: ['VoicemailPrompt'], tokens: {} });
    const waiting = (suffix: string, settings: CallerSettings, VoicemailQueueFlowArn: string): string =>
      speaking('inbound-queue', suffix, {
        settings: unrecorded(settings),
        says: ['HoldMessage', 'VoicemailPrompt'],
        tokens: { PlanOfferArn, VoicemailQueueArn: queues.voicemailQueueArn, VoicemailQueueFlowArn },
      });
    const usualVoicemailFlowArn = leavingAMessage('', usual);
    this.voicemailTaskArn = make('voicemail-task', '', {});
    const usualQueueFlowArn = waiting('', usual, usualVoicemailFlowArn);
    const queueFlowOf = (suffix: string, settings: CallerSettings): string =>
      suffix === '' ? usualQueueFlowArn : waiting(suffix, settings, leavingAMessage(suffix, settings));
    const customerQueues = environment.groups.flatMap((group) =>
      group.queues.map((queue) => {
        const settings = settingsOf(environment, queue);
        return {
          name: queue.name,
          settings,
          tokens: {
            QueueArn: queues.arnOf(queue.name),
            InboundQueueFlowArn: queueFlowOf(waitingFlowsOf(environment, queue), settings),
            PlanOfferArn,
          },
          required: group.requiredProficiencies,
        };
      }),
    );
    const transfers = customerQueues.map(({ name, settings, tokens, required }) => ({
      name,
      transferFlowArn: speaking('transfer', `-to-${name}`, {
        settings,
        says: ['ClosedMessage', 'BusyMessage'],
        tokens: { ...tokens, RequiredProficiencies: required },
      }),
    }));
    oneAfterAnother(
      transfers.map(({ name, transferFlowArn }) =>
        this.quickConnect(deployment, name, queues.arnOf(name), transferFlowArn),
      ),
    );
    const byDefault = transfers.find(({ name }) => name === defaultQueueOf(environment)) ?? transfers[0];
    const EntryFlowArn = make(
      'entry',
      '',
      {
        DefaultQueue: byDefault?.name ?? '',
        DefaultTransferFlowArn: byDefault?.transferFlowArn ?? '',
        ...pick(textsOf(usual.spoken), ['BusyMessage']),
      },
      (template) =>
        entryTo(
          transfers.filter((transfer) => transfer !== byDefault),
          // Until a queue has taken them, callers hear the voice their own flow has set.
          withSettings(template, { ...usual, voice: null, language: null }),
        ),
    );
    this.entryArn = EntryFlowArn;

    // An edited flow may end in ours, as a customer's own does; the one of this folder does all of it itself.
    const leadsOn = flowTokens(deployment.flows('inbound')).includes('EntryFlowArn') ? { EntryFlowArn } : {};
    for (const { name: queue, settings, tokens, required } of customerQueues) {
      const inbound = (RequiredProficiencies: string, OwnProficiencies: 'true' | 'false', suffix: string): string =>
        speaking('inbound', suffix, {
          settings,
          says: ['Greeting', 'ClosedMessage', 'BusyMessage'],
          tokens: { ...tokens, RequiredProficiencies, OwnProficiencies, ...leadsOn },
        });
      const arn = inbound(required, 'false', `-to-${queue}`);
      for (const number of environment.numbers.filter((candidate) => candidate.queue === queue)) {
        const own = number.requiredProficiencies;
        this.entries.set(
          number.name,
          own === undefined ? arn : inbound(own, 'true', `-to-${queue}-from-${number.name}`),
        );
      }
    }
    this.tetherArn =
      queues.tetherQueueArn === undefined
        ? undefined
        : make('tether', '', {
            MapTetherArn: props.mapTetherArn,
            TetherQueueArn: queues.tetherQueueArn,
            TetherQueueFlowArn: make('tether-queue', '', {}),
            AgentWhisperFlowArn: make('agent-whisper', '', {}),
            CustomerWhisperFlowArn: make('customer-whisper', '', {}),
          });
    if (this.problems.length > 0) throw new ContactFlowError(this.problems.join('\n'));
    oneAfterAnother(this.made);
  }

  /** ARN of the flow that takes the calls of a number. */
  entryOf(number: string): string {
    const arn = this.entries.get(number);
    if (arn === undefined) throw new Error(`The number ${number} leads to no queue of a group`);
    return arn;
  }

  /** Agents send callers on by it; Connect shows it to those of whichever queues it is associated with by hand. */
  private quickConnect(deployment: Deployment, queue: string, queueArn: string, contactFlowArn: string) {
    return new CfnQuickConnect(this, `quick-connect-to-${queue}`, {
      instanceArn: deployment.environment.instance.arn,
      name: named(deployment, `to-${queue}`),
      description: `Sends the caller on to ${queue}`,
      quickConnectConfig: { quickConnectType: 'QUEUE', queueConfig: { queueArn, contactFlowArn } },
    });
  }

  private make(
    deployment: Deployment,
    name: FlowName,
    suffix: string,
    tokens: Readonly<Record<string, string>>,
    complete: (template: FlowDocument) => FlowDocument,
    after: readonly CfnResource[],
  ): string {
    const { type, purpose } = catalogEntry(name);
    const { flow, problems } = bindFlow(complete(deployment.flows(name)), tokens);
    const found = [...problems, ...findFlowProblems(flow, type)];
    const refused = refusals(found);
    if (refused.length > 0) this.problems.push(describeFlowProblems(`${name}${suffix}`, refused));
    const resource = new CfnContactFlow(this, `${name}${suffix}`, {
      instanceArn: deployment.environment.instance.arn,
      name: named(deployment, `${name}${suffix}`),
      description: purpose,
      type,
      content: Stack.of(this).toJsonString(flow),
    });
    for (const finding of found)
      if (finding.voice !== 'refused')
        Annotations.of(resource).addInfoV2(`ccb:flow-${finding.voice}:${finding.rule}`, describeFinding(finding));
    for (const prerequisite of after) resource.addResourceDependency(prerequisite);
    this.made.push(resource);
    return resource.attrContactFlowArn;
  }
}
