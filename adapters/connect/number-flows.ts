import { ConnectRefusalError, type ConnectSend } from './operations';

/** Which flow a phone number leads to. */
export interface NumberFlows {
  associate(instanceId: string, phoneNumberId: string, flowId: string): Promise<void>;
  /** Harmless when the number or its flow is gone already. */
  dissociate(instanceId: string, phoneNumberId: string): Promise<void>;
}

export class ConnectNumberFlows implements NumberFlows {
  constructor(private readonly send: ConnectSend) {}

  async associate(instanceId: string, phoneNumberId: string, flowId: string): Promise<void> {
    await this.send('AssociatePhoneNumberContactFlow', {
      InstanceId: instanceId,
      PhoneNumberId: phoneNumberId,
      ContactFlowId: flowId,
    });
  }

  async dissociate(instanceId: string, phoneNumberId: string): Promise<void> {
    try {
      await this.send('DisassociatePhoneNumberContactFlow', {
        InstanceId: instanceId,
        PhoneNumberId: phoneNumberId,
      });
    } catch (error) {
      if (!(error instanceof ConnectRefusalError && error.refusal === 'absent')) throw error;
    }
  }
}
