import type { Clock } from '../../core/clock';
import type {
  CentreAnswer,
  RateLimitedCentre,
  SoftphoneAnswer,
  VoicemailTask,
} from '../../core/connect-commands/ports';
import type { AgentId, ContactId } from '../../core/ids';
import { entryOf } from './agent-roster';
import { describeContact } from './contact-centre';
import { ConnectRefusalError, type ConnectSend } from './operations';

/** The instance of Connect that is called. `alias`: as in its address. */
export interface ConnectInstance {
  readonly id: string;
  /** arn:aws:connect:REGION:ACCOUNT:instance/ID */
  readonly arn: string;
  /** The first label of the instance's address, `https://<alias>.my.connect.aws`. */
  readonly alias: string;
}

/** What an attribute says that Connect or the caller left open: flows refuse blanks (docs/amazon-connect.md#flow-documents). */
const none = 'none';

/** A task's description holds 4,096 characters; what the caller said in 20 s of transcript is far below. */
const transcriptCharacters = 3_500;

/**
 * PutUserStatus, DismissUserContact, StartTaskContact and GetCurrentUserData: 2 a second, burst 5, for the whole account
 * (docs/amazon-connect.md#api-rates).
 */
export class ConnectRateLimited implements RateLimitedCentre {
  constructor(
    private readonly send: ConnectSend,
    private readonly instance: ConnectInstance,
    private readonly clock: Clock,
  ) {}

  softphone(agentId: AgentId): Promise<SoftphoneAnswer> {
    return answered(async () => {
      const { UserDataList } = await this.send('GetCurrentUserData', {
        InstanceId: this.instance.id,
        Filters: { Agents: [agentId] },
        MaxResults: 1,
      });
      const [user] = UserDataList ?? [];
      return { kind: 'softphone', softphone: user ? entryOf(user, this.clock.now()) : null };
    });
  }

  setMissedCall(agentId: AgentId, statusId: string): Promise<CentreAnswer> {
    return answerOf(
      this.send('PutUserStatus', { InstanceId: this.instance.id, UserId: agentId, AgentStatusId: statusId }),
    );
  }

  dismiss(agentId: AgentId, contactId: ContactId): Promise<CentreAnswer> {
    return answerOf(
      this.send('DismissUserContact', { InstanceId: this.instance.id, UserId: agentId, ContactId: contactId }),
    );
  }

  /** The caller's number goes from Connect to Connect: it is read here and neither stored nor logged. */
  createVoicemailTask(task: VoicemailTask): Promise<CentreAnswer> {
    return answerOf(this.startTask(task));
  }

  private async startTask(task: VoicemailTask): Promise<void> {
    const contact = await describeContact(this.send, this.instance.id, task.initialContactId);
    const callerNumber = contact?.CustomerEndpoint?.Address?.trim() || none;
    const transcript = task.transcript?.trim().slice(0, transcriptCharacters) || none;
    const kind = task.as === 'recording' ? 'Voicemail' : 'Callback';
    await this.send('StartTaskContact', {
      InstanceId: this.instance.id,
      ContactFlowId: task.flowId,
      ClientToken: task.initialContactId,
      Name: `${kind}: ${task.queueName}`,
      Description: [
        `A caller waited ${task.waitSeconds} s in ${task.queueName}`,
        task.as === 'recording' ? 'and left a message.' : 'and left no message; please call back.',
        ...(transcript === none ? [] : [`The message: ${transcript}`]),
      ].join(' '),
      References: {
        'Call in Connect': {
          Type: 'URL',
          Value: `https://${this.instance.alias}.my.connect.aws/contact-trace-records/details/${task.initialContactId}`,
        },
        'Caller number': { Type: 'STRING', Value: callerNumber },
      },
      Attributes: {
        ccbVoicemailAs: task.as,
        ccbQueueArn: `${this.instance.arn}/queue/${task.queueId}`,
        ccbCallerNumber: callerNumber,
        ccbWaitSeconds: String(task.waitSeconds),
        ccbCallId: task.initialContactId,
        ccbTranscript: transcript,
      },
    });
  }
}

const answerOf = (call: Promise<unknown>): Promise<CentreAnswer> =>
  answered<CentreAnswer>(async () => {
    await call;
    return { kind: 'done' };
  });

async function answered<Answer>(call: () => Promise<Answer>): Promise<Answer | CentreAnswer> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ConnectRefusalError)) throw error;
    return error.refusal === 'throttled' ? { kind: 'throttled' } : { kind: 'refused', message: error.message };
  }
}
