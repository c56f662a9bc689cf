/** The statuses an instance of Connect offers its agents. */
export interface AgentStatuses {
  /** Enabled or not. */
  named(instanceId: string, name: string): Promise<{ readonly id: string; readonly type: string } | null>;
  /** Enabled, of type CUSTOM. Answers its id. */
  make(instanceId: string, name: string, description: string): Promise<string>;
  /** Harmless when it is enabled already. */
  enable(instanceId: string, id: string): Promise<void>;
}

/**
 * The id of the status of that name, which is made where there is none: Connect deletes no status and makes none twice, so that
 * one of an earlier deploy, or of a request that came before this one, is taken as it is. Throws when it is one that calls are
 * offered in, or the built-in one of agents who are off.
 */
export async function findOrMakeStatus(
  statuses: AgentStatuses,
  instanceId: string,
  name: string,
  description: string,
): Promise<string> {
  const found = await statuses.named(instanceId, name);
  if (found === null) return statuses.make(instanceId, name, description);
  if (found.type !== 'CUSTOM') {
    throw new Error(
      `the status "${name}" (${found.id}) is of type ${found.type}; it must be CUSTOM, or have another name`,
    );
  }
  await statuses.enable(instanceId, found.id);
  return found.id;
}
