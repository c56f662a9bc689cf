import { Duration } from 'aws-cdk-lib';
import { Match, Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import * as contactEvents from '../../lambdas/contact-events/contract';
import { reconcileEverySeconds } from '../../lambdas/reconcile/contract';
import * as voicemail from '../../lambdas/voicemail/contract';
import { type Deployment, recordingsPrefixOf } from '../deployment';
import { FunctionRule } from './function-rule';
import type { RoutingFunctions } from './routing-functions';

/** What the account's default bus hands to our functions. The lists come from the contracts the handlers read too. */
export class RoutingRules extends Construct {
  constructor(scope: Construct, id: string, { environment }: Deployment, functions: RoutingFunctions) {
    super(scope, id);
    const { deadLetters } = functions;
    const { instance } = environment;

    new FunctionRule(this, 'ContactEvents', {
      description: 'Calls of the instance that were queued, answered or ended',
      when: {
        pattern: {
          source: [contactEvents.contactEventSource],
          detailType: [...contactEvents.contactEventDetailTypes],
          detail: {
            $or: contactEvents.contactEventFields.map((name) => ({
              [name.instanceArn]: [instance.arn],
              [name.channel]: inAnyCase(contactEvents.contactEventChannels),
              [name.eventType]: inAnyCase(contactEvents.contactEventTypes),
            })),
          },
        },
      },
      target: functions.contactEvents.function,
      undelivered: deadLetters.contactEvents,
      tryForMinutes: 60,
    });

    new FunctionRule(this, 'RecordingStored', {
      description: 'Connect stored the recording of a caller who was sent to voicemail',
      when: {
        pattern: {
          source: [voicemail.recordingStored.source],
          detailType: [voicemail.recordingStored.detailType],
          detail: {
            bucket: { name: [instance.recordingsBucket] },
            object: { key: Match.wildcard(voicemail.recordingKeyPattern(recordingsPrefixOf(environment))) },
          },
        },
      },
      target: functions.voicemail.function,
      undelivered: deadLetters.voicemail,
      tryForMinutes: 24 * 60,
    });

    if (environment.voicemail.transcription.enabled) {
      new FunctionRule(this, 'TranscriptionEnded', {
        description: 'A transcription of ours ended',
        when: {
          pattern: {
            source: [voicemail.transcriptionChanged.source],
            detailType: [voicemail.transcriptionChanged.detailType],
            detail: {
              TranscriptionJobName: Match.prefix(voicemail.transcriptionJobPrefix(environment.name)),
              TranscriptionJobStatus: [...voicemail.transcriptionChanged.statuses],
            },
          },
        },
        target: functions.voicemail.function,
        undelivered: deadLetters.voicemail,
        tryForMinutes: 24 * 60,
      });
    }

    new FunctionRule(this, 'Reconcile', {
      description: 'Compares our agents with Connect once a minute',
      when: { schedule: Schedule.rate(Duration.seconds(reconcileEverySeconds)) },
      target: functions.reconcile.function,
      undelivered: deadLetters.reconcile,
      tryForMinutes: 1,
    });
  }
}

const inAnyCase = (words: readonly string[]) => words.map((word) => ({ 'equals-ignore-case': word }));
