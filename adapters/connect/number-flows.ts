import type { NumberFlows } from '../../core/deployment/point-number';
import { ConnectRefusalError, type ConnectSend } from './operations';

/** Id at the end of an ARN, or the id itself. */
const idOf = (written: string): string => written.slice(written.lastIndexOf('/') + 1);

/** What an API answers in one page. */
const perPage = 100;

/** Phone numbers of an instance by AssociatePhoneNumberContactFlow and its counterparts. */
export class ConnectNumberFlows implements NumberFlows {
  constructor(private readonly send: ConnectSend) {}

  /** There is no API for one number: all associations of the instance are listed until it is found. */
  async current(instanceId: string, numberId: string): Promise<string | null> {
    let token: string | undefined;
    do {
      const page = await this.send('ListFlowAssociations', {
        InstanceId: instanceId,
        ResourceType: 'VOICE_PHONE_NUMBER',
        MaxResults: perPage,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      for (const { ResourceId, FlowId } of page.FlowAssociationSummaryList ?? []) {
        if (ResourceId !== undefined && FlowId !== undefined && idOf(ResourceId) === numberId) return idOf(FlowId);
      }
      token = page.NextToken;
    } while (token);
    return null;
  }

  async associate(instanceId: string, numberId: string, flowId: string): Promise<'done' | 'gone'> {
    const asked = { InstanceId: instanceId, PhoneNumberId: numberId, ContactFlowId: flowId };
    return (await present(this.send('AssociatePhoneNumberContactFlow', asked))) ? 'done' : 'gone';
  }

  async dissociate(instanceId: string, numberId: string): Promise<void> {
    await present(this.send('DisassociatePhoneNumberContactFlow', { InstanceId: instanceId, PhoneNumberId: numberId }));
  }
}

async function present(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof ConnectRefusalError && error.refusal === 'absent') return false;
    throw error;
  }
}
