import {
  ConnectClient,
  type ContactFlowType,
  CreateContactFlowCommand,
  DeleteContactFlowCommand,
  InvalidContactFlowException,
  paginateListContactFlows,
  paginateListQueues,
} from '@aws-sdk/client-connect';
import { lastPart } from '../../lib/deployment';
import { type ClientSettings, gather, reasonOf } from '../aws/ask';
import type { FlowMaker } from './probe';

/** What Connect says of a flow it does not take; other errors say nothing about the flow. */
const refusals = ['InvalidContactFlowException', 'InvalidParameterException', 'InvalidRequestException'];

/** The flows of the instance, through its API. */
export function connectFlowMaker(settings: ClientSettings, instanceArn: string): FlowMaker {
  const client = new ConnectClient(settings);
  const instance = { InstanceId: lastPart(instanceArn) };
  return {
    async flows() {
      const all = await gather(
        paginateListContactFlows({ client }, { ...instance }),
        (page) => page.ContactFlowSummaryList,
      );
      return all.map(({ Id = '', Name = '' }) => ({ id: Id, name: Name }));
    },
    async anyQueue() {
      const pages = paginateListQueues({ client }, { ...instance, QueueTypes: ['STANDARD'] });
      for await (const { QueueSummaryList: queues = [] } of pages) {
        const arn = queues.find(({ Arn }) => Arn !== undefined)?.Arn;
        if (arn !== undefined) return arn;
      }
      return null;
    },
    async make({ name, type, content }) {
      try {
        const made = await client.send(
          new CreateContactFlowCommand({
            ...instance,
            Name: name,
            Type: type as ContactFlowType,
            Content: content,
            // A flow that is only saved is checked less than one that is published.
            Status: 'PUBLISHED',
          }),
        );
        return { id: made.ContactFlowId ?? '', arn: made.ContactFlowArn ?? '' };
      } catch (error) {
        if (error instanceof InvalidContactFlowException && error.problems?.length) {
          return { problems: error.problems.map(({ message }) => message ?? '') };
        }
        if (error instanceof Error && refusals.includes(error.name)) return { problems: [reasonOf(error)] };
        throw error;
      }
    },
    async delete(id) {
      await client.send(new DeleteContactFlowCommand({ ...instance, ContactFlowId: id }));
    },
  };
}
