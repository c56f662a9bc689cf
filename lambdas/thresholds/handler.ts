import * as z from 'zod';
import {
  ensureThresholds,
  type ReloadThresholdsPorts,
  reloadThresholds,
} from '../../core/thresholds/reload-thresholds';
import {
  defaultThresholds,
  isThresholdName,
  type ThresholdName,
  thresholdNames,
} from '../../core/thresholds/thresholds';
import { problemsOf, shortened } from '../../core/tolerant';
import {
  answerCustomResource,
  type CustomResourcePorts,
  type CustomResourceRequest,
  type CustomResourceResult,
  isCustomResourceRequest,
  neverMade,
  readProperties,
} from '../shared/custom-resource';
import { reloadEvent } from './contract';

export interface ThresholdsPorts extends ReloadThresholdsPorts, CustomResourcePorts {
  /** Groups that have any parameter. */
  groups(): Promise<readonly string[]>;
  /** `/connect-call-blending/<env>` */
  readonly path: string;
}

const reloadRequest = z.object({ reload: z.literal(reloadEvent.reload) });
const changeEvent = z.object({ detail: z.object({ name: z.string() }) });
const initialProperties = z.object({
  Group: z.string().min(1).max(100),
  Parameters: z.array(z.object({ Name: z.string(), Value: z.string() })).max(200),
});

/** A deploy's request, the schedule's, or Parameter Store's word that an admin changed something. */
export const makeHandler =
  (ports: ThresholdsPorts) =>
  async (event: unknown): Promise<void> => {
    if (isCustomResourceRequest(event)) return answerCustomResource(ports, event, (asked) => deploy(ports, asked));
    if (reloadRequest.safeParse(event).success) return reloadAll(ports);
    const changed = changeEvent.safeParse(event);
    const group = changed.success ? groupIn(ports.path, changed.data.detail.name) : null;
    if (group !== null) {
      await reloadThresholds(ports, group);
      return;
    }
    const problems = changed.success
      ? [`detail.name: ${shortened(changed.data.detail.name, 200)} is not under ${ports.path}/<group>/`]
      : problemsOf(changed.error);
    const reason = `neither a custom resource's request, nor ${JSON.stringify(reloadEvent)}, nor a change: ${problems.join('; ')}`;
    ports.decisions.record({ type: 'input.ignored', why: 'malformed', reason, inputs: { problems } });
  };

/** Parameters outlive their stack, as state does, so that deleting is nothing to do. */
async function deploy(ports: ThresholdsPorts, request: CustomResourceRequest): Promise<CustomResourceResult> {
  const { RequestType, PhysicalResourceId } = request;
  if (RequestType === 'Delete') return { id: PhysicalResourceId ?? neverMade };
  const { Group, Parameters } = readProperties(initialProperties, request.ResourceProperties);
  await ensureThresholds(ports, Group, initialValues(`${ports.path}/${Group}/`, Parameters));
  return { id: `thresholds-${Group}` };
}

/** Every threshold's first value: the environment's, or the default. Throws with every name that is none of ours. */
function initialValues(
  prefix: string,
  parameters: readonly { readonly Name: string; readonly Value: string }[],
): Readonly<Record<ThresholdName, string>> {
  const values = Object.fromEntries(thresholdNames.map((name) => [name, String(defaultThresholds[name])]));
  const strange: string[] = [];
  for (const { Name, Value } of parameters) {
    const name = Name.startsWith(prefix) ? Name.slice(prefix.length) : Name;
    if (isThresholdName(name)) values[name] = Value;
    else strange.push(shortened(Name, 200));
  }
  if (strange.length > 0) throw new RangeError(`no threshold under ${prefix} is called ${strange.join(', ')}`);
  return values as Record<ThresholdName, string>;
}

/** A failure of one group does not keep the others from being reloaded. */
async function reloadAll(ports: ThresholdsPorts): Promise<void> {
  const failed: string[] = [];
  for (const group of await ports.groups()) {
    await reloadThresholds(ports, group).catch((error: unknown) => {
      ports.failures.failed(`reloading the thresholds of group ${group} failed`, error);
      failed.push(group);
    });
  }
  if (failed.length > 0) throw new Error(`the thresholds of ${failed.join(', ')} could not be reloaded`);
}

function groupIn(path: string, name: string): string | null {
  if (!name.startsWith(`${path}/`)) return null;
  const [group, threshold] = name.slice(path.length + 1).split('/');
  return group && threshold ? group : null;
}
