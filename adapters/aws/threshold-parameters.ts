import {
  GetParametersByPathCommand,
  ParameterAlreadyExists,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { GroupId } from '../../core/ids';
import type { ParameterSource } from '../../core/thresholds/ports';
import { isThresholdName } from '../../core/thresholds/thresholds';
import { allowedPatternOf, descriptionOf } from './threshold-pattern';

/** Every parameter below a path, by what its name adds to the path; ten a page is all Parameter Store gives. */
export async function readByPath(client: SSMClient, path: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  let token: string | undefined;
  do {
    const answer = await client.send(
      new GetParametersByPathCommand({
        Path: path,
        Recursive: true,
        MaxResults: 10,
        ...(token ? { NextToken: token } : {}),
      }),
    );
    for (const { Name, Value } of answer.Parameters ?? []) {
      if (Name !== undefined && Value !== undefined) found[Name.slice(path.length + 1)] = Value;
    }
    token = answer.NextToken;
  } while (token);
  return found;
}

/** Thresholds as String parameters `<path>/<group>/<name>` (docs/thresholds.md). */
export class ThresholdParameters implements ParameterSource {
  constructor(
    private readonly client: SSMClient,
    /** `/connect-call-blending/<env>` */
    private readonly path: string,
  ) {}

  list(group: GroupId): Promise<Readonly<Record<string, string>>> {
    return readByPath(this.client, `${this.path}/${group}`);
  }

  /** The groups that have any threshold, in the order of their names. */
  async groups(): Promise<readonly string[]> {
    const names = Object.keys(await readByPath(this.client, this.path));
    return [...new Set(names.map((name) => name.slice(0, name.indexOf('/'))))].sort();
  }

  /** The AllowedPattern makes the console refuse on entry what is outside the range. */
  async createIfAbsent(group: GroupId, name: string, value: string): Promise<'created' | 'present'> {
    if (!isThresholdName(name)) {
      throw new RangeError(`${name} is not a threshold, so there is no pattern of what it may be`);
    }
    try {
      await this.client.send(
        new PutParameterCommand({
          Name: `${this.path}/${group}/${name}`,
          Value: value,
          Type: 'String',
          AllowedPattern: allowedPatternOf(name),
          Description: descriptionOf(name),
          Overwrite: false,
        }),
      );
      return 'created';
    } catch (error) {
      if (error instanceof ParameterAlreadyExists) return 'present';
      throw error;
    }
  }
}
