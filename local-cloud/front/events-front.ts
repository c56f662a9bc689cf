import { arnOf, lastPart } from '../aws/identity';
import { ServiceError } from '../aws/service-error';
import { defaultBus, type EventRouter } from '../events/event-router';
import { ownEventUnmatched } from '../events/unmatched';
import {
  jsonRefusal,
  jsonReply,
  objectList,
  optionalText,
  readJsonCall,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

const busOf = (entry: Readonly<Record<string, unknown>>): string =>
  lastPart(optionalText(entry, 'EventBusName') ?? defaultBus);

const entriesOf = (call: ServiceCall): readonly Record<string, unknown>[] => {
  const entries = objectList(call.input, 'Entries');
  if (entries.length >= 1 && entries.length <= 10) return entries;
  throw new ServiceError('ValidationException', `Entries must hold 1 to 10 events, got ${entries.length}`);
};

export function eventsFront(router: EventRouter): ServiceFront {
  return {
    read: readJsonCall,
    needs(call) {
      if (call.operation !== 'PutEvents') throw new UnsupportedOperationError(`events:${call.operation}`);
      const { region, account } = call.caller;
      return entriesOf(call).map((entry) => ({
        action: 'events:PutEvents',
        resource: arnOf({ service: 'events', region, account, resource: `event-bus/${busOf(entry)}` }),
        context: {
          'events:source': [optionalText(entry, 'Source') ?? ''],
          'events:detail-type': [optionalText(entry, 'DetailType') ?? ''],
        },
      }));
    },
    perform(call) {
      const { region, account } = call.caller;
      const results = entriesOf(call).map((entry) => {
        const bus = busOf(entry);
        const [source, detailType] = [optionalText(entry, 'Source'), optionalText(entry, 'DetailType')];
        const detail = parsed(optionalText(entry, 'Detail'));
        if (source === undefined || detailType === undefined)
          return { ErrorCode: 'InvalidArgument', ErrorMessage: 'an event needs Source, DetailType and Detail' };
        if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail must be a JSON object' };
        if (!router.hasBus(bus))
          throw new ServiceError('ResourceNotFoundException', `there is no event bus ${bus} in the template`);
        const resources = Array.isArray(entry['Resources']) ? entry['Resources'].map(String) : [];
        const unmatched = ownEventUnmatched(bus);
        return {
          EventId: router.put({
            bus,
            source,
            detailType,
            detail,
            resources,
            region,
            account,
            stream: 'bus',
            unmatched,
          }),
        };
      });
      return jsonReply({
        Entries: results,
        FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
      });
    },
    refuse: jsonRefusal,
  };
}

function parsed(text: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
