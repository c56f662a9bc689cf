import { type JsonPath, quote, suggestion } from './problems';
import { list, record } from './raw-document';
import type { Report } from './references';

/** Names that the outbound parts of a scenario may refer to. */
interface Known {
  /** Of every agent, people included. */
  readonly kinds: ReadonlyMap<string, unknown>;
  /** Campaigns named by a group. */
  readonly owned: readonly string[];
  /** Campaigns there are. */
  readonly campaigns: readonly string[];
}

/** What campaigns, manual moves and faults must be to groups and agents. */
export function checkOutbound(root: Readonly<Record<string, unknown>>, known: Known, report: Report): void {
  list(root['groups']).forEach((group, index) => {
    list(record(group)['campaigns']).forEach((campaign, position) => {
      if (typeof campaign !== 'string' || known.campaigns.includes(campaign)) return;
      const right = suggestion(campaign, known.campaigns);
      report(['groups', index, 'campaigns', position], `${quote(campaign)} is not a campaign of this scenario${right}`);
    });
  });
  list(root['campaigns']).forEach((raw, index) => {
    const { name } = record(raw);
    if (typeof name !== 'string' || known.owned.includes(name)) return;
    report(
      ['campaigns', index, 'name'],
      `campaign ${quote(name)} belongs to no group; name it in the campaigns of exactly one`,
    );
  });
  const agentOf = (value: unknown, path: JsonPath): unknown => {
    if (typeof value !== 'string') return undefined;
    if (known.kinds.has(value)) return known.kinds.get(value);
    report(path, `${quote(value)} is not an agent of this scenario${suggestion(value, [...known.kinds.keys()])}`);
    return undefined;
  };
  list(root['manualMoves']).forEach((raw, index) => {
    const { agent } = record(raw);
    const path = ['manualMoves', index, 'agent'];
    const kind = agentOf(agent, path);
    if (kind === 'inbound' || kind === 'outbound') {
      report(path, `${quote(agent)} is of kind ${quote(kind)}; only a blended agent can be moved`);
    }
  });
  list(root['faults']).forEach((raw, index) => {
    const { agent } = record(raw);
    const path = ['faults', index, 'agent'];
    if (agentOf(agent, path) === 'inbound') {
      report(path, `${quote(agent)} is of kind "inbound" and never has a tether; name an agent who may`);
    }
  });
}
