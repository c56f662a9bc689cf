import { customerSources, type ScenarioCampaign } from '../../campaign-manager/reference/campaigns/campaigns';
import type { ScenarioFile } from './schema';

/** `$.campaigns[index]` of a checked file. */
export function resolveCampaign(
  given: ScenarioFile['campaigns'][number],
  index: number,
  groups: ScenarioFile['groups'],
): ScenarioCampaign {
  const { ringSeconds, talkSeconds, wrapUpSeconds, ...same } = given;
  return {
    ...same,
    group: groups.find((group) => group.campaigns.includes(given.name))?.name ?? '',
    ...customerSources(given, `$.campaigns[${index}]`),
  };
}
