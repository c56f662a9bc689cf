import { lastPart } from '../../local-cloud/aws/identity';
import type { Cloud } from '../../local-cloud/cloud';
import { connectFront } from '../../local-cloud/connect/connect-front';
import type { ServiceFront } from '../../local-cloud/front/service-front';
import { ConnectApiError } from '../../simulator/connect/world';

type Input = Readonly<Record<string, unknown>>;

/** Entries on a page; smaller than Connect's own, so that every listing is read in pages. */
const pageSize = 3;

/**
 * The instance as it is deployed in the local cloud: what stands in it is looked up here, everything else goes to the simulated
 * Connect that runs it.
 */
export function deployedConnect(cloud: Cloud): ServiceFront {
  const { flows, queues, hours } = cloud.setup;
  const found = <T extends { readonly id: string }>(among: readonly T[], id: unknown, what: string): T => {
    const one = among.find((candidate) => candidate.id === lastPart(String(id)));
    if (!one) throw new ConnectApiError('ResourceNotFoundException', 404, `there is no ${what} ${String(id)}`);
    return one;
  };
  const operations: Readonly<Record<string, (input: Input) => Record<string, unknown>>> = {
    ListContactFlows(input) {
      const from = Number(input['NextToken'] ?? 0);
      const next = from + pageSize;
      const summaries = flows.map(({ id, arn, name }) => ({ Id: id, Arn: arn, Name: name }));
      return {
        ContactFlowSummaryList: summaries.slice(from, next),
        ...(next < summaries.length && { NextToken: String(next) }),
      };
    },
    DescribeContactFlow(input) {
      const { id, arn, name, type, content } = found(flows, input['ContactFlowId'], 'flow');
      return { ContactFlow: { Id: id, Arn: arn, Name: name, Type: type, Content: JSON.stringify(content) } };
    },
    DescribeQueue(input) {
      const { id, arn, name, hoursId } = found(queues, input['QueueId'], 'queue');
      return { Queue: { QueueId: id, QueueArn: arn, Name: name, HoursOfOperationId: lastPart(hoursId) } };
    },
    DescribeHoursOfOperation(input) {
      const { id, name, timeZone, config } = found(hours, input['HoursOfOperationId'], 'hours of operation');
      const time = (at: { readonly hours: number; readonly minutes: number }) => ({
        ...{ Hours: at.hours, Minutes: at.minutes },
      });
      const windows = config.map(({ day, start, end }) => ({ Day: day, StartTime: time(start), EndTime: time(end) }));
      return { HoursOfOperation: { HoursOfOperationId: id, Name: name, TimeZone: timeZone, Config: windows } };
    },
  };
  return connectFront(async (operation, input) =>
    operations[operation] ? operations[operation](input) : cloud.connect.api(operation, input),
  );
}
