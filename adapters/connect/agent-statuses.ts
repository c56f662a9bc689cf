import type { AgentStatuses } from '../../core/deployment/find-or-make-status';
import type { ConnectSend } from './operations';

/** What an API answers in one page. */
const perPage = 100;

/** The statuses an instance offers its agents. */
export class ConnectAgentStatuses implements AgentStatuses {
  constructor(private readonly send: ConnectSend) {}

  async named(instanceId: string, name: string): Promise<{ readonly id: string; readonly type: string } | null> {
    let token: string | undefined;
    do {
      const page = await this.send('ListAgentStatuses', {
        InstanceId: instanceId,
        MaxResults: perPage,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      for (const { Id, Name, Type } of page.AgentStatusSummaryList ?? []) {
        if (Id !== undefined && Name === name) return { id: Id, type: Type ?? '' };
      }
      token = page.NextToken;
    } while (token);
    return null;
  }

  async make(instanceId: string, name: string, description: string): Promise<string> {
    const { AgentStatusId } = await this.send('CreateAgentStatus', {
      InstanceId: instanceId,
      Name: name,
      Description: description,
      State: 'ENABLED',
    });
    if (AgentStatusId === undefined) throw new Error(`Connect made the status "${name}" and did not say its id`);
    return AgentStatusId;
  }

  async enable(instanceId: string, id: string): Promise<void> {
    await this.send('UpdateAgentStatus', { InstanceId: instanceId, AgentStatusId: id, State: 'ENABLED' });
  }
}
