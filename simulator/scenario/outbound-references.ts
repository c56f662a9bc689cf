import { checkPacing } from '../../campaign-manager/reference/campaigns/pacing-rules';
import { quote, suggestion } from '../../documents/problems';
import { list, record } from '../../documents/raw-document';
import type { Report } from '../../documents/report';

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
      report(
        'name.unknown',
        ['groups', index, 'campaigns', position],
        `${quote(campaign)} is not a campaign of this scenario${right}`,
      );
    });
  });
  list(root['campaigns']).forEach((raw, index) => {
    checkPacing(raw, ['campaigns', index], report);
    const { name } = record(raw);
    if (typeof name !== 'string' || known.owned.includes(name)) return;
    report(
      'scenario.campaign-unowned',
      ['campaigns', index, 'name'],
      `campaign ${quote(name)} belongs to no group; name it in the campaigns of exactly one`,
    );
  });
  for (const field of ['manualMoves', 'faults']) {
    list(root[field]).forEach((raw, index) => {
      const { agent } = record(raw);
      if (typeof agent !== 'string' || known.kinds.has(agent)) return;
      const right = suggestion(agent, [...known.kinds.keys()]);
      report('name.unknown', [field, index, 'agent'], `${quote(agent)} is not an agent of this scenario${right}`);
    });
  }
}
