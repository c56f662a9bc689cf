import type { GroupId } from '../../core/ids';
import { parseThresholds, type Thresholds } from '../../core/thresholds/thresholds';
import type { Scenario } from '../scenario/scenario';

/**
 * The thresholds in force as the agents' pages see them: the parameters as edited, taken over when the application says
 * it applied them. A simulated stand-in for the page's API.
 */
export class AppliedThresholds {
  readonly #edited = new Map<string, Record<string, string>>();
  readonly #inForce = new Map<string, Thresholds>();

  constructor(scenario: Scenario) {
    for (const group of scenario.groups) {
      this.#edited.set(group.name, { ...group.thresholds });
      this.applied(group.name);
    }
  }

  edit(group: GroupId, name: string, value: string): void {
    this.#edited.set(group, { ...this.#edited.get(group), [name]: value });
  }

  applied(group: GroupId): void {
    const parsed = parseThresholds(this.#edited.get(group) ?? {});
    if (parsed.ok) this.#inForce.set(group, parsed.thresholds);
  }

  of(group: GroupId): Thresholds {
    const thresholds = this.#inForce.get(group);
    if (!thresholds) throw new Error(`group ${group} has no thresholds in force`);
    return thresholds;
  }
}
