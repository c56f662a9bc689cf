import type { Scheduler } from '../../clock/scheduler';
import { ServiceError } from '../aws/service-error';

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly type: string;
  readonly value: string;
  readonly version: number;
  readonly allowedPattern: string | null;
  readonly description: string | null;
  readonly lastModifiedMs: number;
}

export interface ParameterChange {
  readonly operation: 'Create' | 'Update' | 'Delete';
  readonly parameter: Parameter;
  /** An admin changed it, not the application or its deploy. */
  readonly byAdmin: boolean;
}

export interface PutParameter {
  readonly name: string;
  readonly value: string;
  readonly arn: string;
  readonly overwrite: boolean;
  readonly type?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly description?: string | undefined;
  readonly byAdmin?: boolean;
}

/** Parameters that are no secrets; what else there is (tiers, policies, labels) is not kept. */
const knownTypes = ['String', 'StringList'];

/** Parameter Store. Every change is told to the observer, which makes the change event of it. */
export class ParameterStore {
  readonly #parameters = new Map<string, Parameter>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly changed: (change: ParameterChange) => void,
  ) {}

  get(name: string): Parameter | undefined {
    return this.#parameters.get(name);
  }

  /** Throws ServiceError as the API does; an overwrite without a pattern keeps the one there is. */
  put(input: PutParameter): Parameter {
    const existing = this.#parameters.get(input.name);
    if (existing && !input.overwrite)
      throw new ServiceError('ParameterAlreadyExists', `the parameter ${input.name} already exists`);
    const type = input.type ?? existing?.type ?? 'String';
    if (!knownTypes.includes(type))
      throw new ServiceError(
        'UnsupportedParameterType',
        `${input.name}: the local cloud keeps ${knownTypes.join(' and ')}, not ${type}`,
      );
    const allowedPattern = input.allowedPattern ?? existing?.allowedPattern ?? null;
    if (input.value === '') throw new ServiceError('ValidationException', `${input.name}: a value may not be empty`);
    if (allowedPattern !== null && !new RegExp(`^(?:${allowedPattern})$`).test(input.value))
      throw new ServiceError(
        'ParameterPatternMismatchException',
        `${input.name}: the value "${input.value}" does not match the allowed pattern ${allowedPattern}`,
      );
    const parameter: Parameter = {
      name: input.name,
      arn: input.arn,
      type,
      value: input.value,
      version: (existing?.version ?? 0) + 1,
      allowedPattern,
      description: input.description ?? existing?.description ?? null,
      lastModifiedMs: this.scheduler.now(),
    };
    this.#parameters.set(input.name, parameter);
    this.changed({ operation: existing ? 'Update' : 'Create', parameter, byAdmin: input.byAdmin ?? false });
    return parameter;
  }

  delete(name: string): void {
    const parameter = this.#parameters.get(name);
    if (!parameter) throw new ServiceError('ParameterNotFound', `there is no parameter ${name}`);
    this.#parameters.delete(name);
    this.changed({ operation: 'Delete', parameter, byAdmin: false });
  }

  /** All parameters under a path in name order; without `recursive` only those directly under it. */
  under(path: string, recursive: boolean): readonly Parameter[] {
    const root = path.endsWith('/') ? path : `${path}/`;
    return [...this.#parameters.values()]
      .filter(({ name }) => name.startsWith(root) && (recursive || !name.slice(root.length).includes('/')))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  }
}
