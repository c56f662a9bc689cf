import type { Chance, Scheduler } from '../../clock/scheduler';
import { freshUuid } from '../aws/identity';
import { ServiceError } from '../aws/service-error';
import { type SecretPlace, secretArn, secretName } from './secret-arn';

/** The labels Secrets Manager moves by itself; labels of one's own are not kept. */
export type SecretStage = 'AWSCURRENT' | 'AWSPREVIOUS';

export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  readonly createdMs: number;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description: string | null;
  readonly createdMs: number;
  /** The current version first, then the one before it; empty for a secret that never had a value. */
  readonly versions: readonly SecretVersion[];
}

export const stages: readonly SecretStage[] = ['AWSCURRENT', 'AWSPREVIOUS'];

/** Secrets Manager: each secret with its current and its previous version. */
export class SecretStore {
  readonly #byArn = new Map<string, Secret>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
  ) {}

  /** Makes a secret, with a value or without. Throws ServiceError when the name is taken. */
  create(input: { name: string; arn: string; description: string | null; value: string | null }): Secret {
    const { name, arn, description, value } = input;
    if (this.find(name)) throw new ServiceError('ResourceExistsException', `the secret ${name} already exists`);
    this.#byArn.set(arn, { name, arn, description, createdMs: this.scheduler.now(), versions: [] });
    if (value !== null) this.put(arn, value);
    return this.get(arn);
  }

  /** By whole ARN, by the ARN without its suffix, or by name. */
  find(reference: string): Secret | undefined {
    const known = this.#byArn.get(reference);
    if (known) return known;
    for (const secret of this.#byArn.values())
      if (secret.name === reference || secret.arn.slice(0, -7) === reference) return secret;
    return undefined;
  }

  /** As `find`, but throws ServiceError. */
  get(reference: string): Secret {
    const found = this.find(reference);
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', `there is no secret ${reference}`);
  }

  /** The version a label stands on. Throws ServiceError when there is no secret, or no such version of it. */
  version(reference: string, stage: SecretStage = 'AWSCURRENT'): SecretVersion {
    const { name, versions } = this.get(reference);
    const version = versions[stages.indexOf(stage)];
    if (version) return version;
    throw new ServiceError('ResourceNotFoundException', `the secret ${name} has no value labelled ${stage}`);
  }

  /**
   * Makes the value the current one and the current one the previous. A request that is repeated (same `versionId`,
   * same value) changes nothing. Throws ServiceError.
   */
  put(reference: string, value: string, versionId = freshUuid(this.chance, 'secret-version')): SecretVersion {
    const secret = this.get(reference);
    const bytes = Buffer.byteLength(value);
    if (bytes < 1 || bytes > 65_536)
      throw new ServiceError('InvalidParameterException', `a secret has 1 to 65536 bytes, ${secret.name} got ${bytes}`);
    const repeated = secret.versions.find(({ id }) => id === versionId);
    if (repeated && repeated.value !== value)
      throw new ServiceError(
        'ResourceExistsException',
        `the secret ${secret.name} has a version ${versionId} with another value already`,
      );
    if (repeated) return repeated;
    const version = { id: versionId, value, createdMs: this.scheduler.now() };
    this.#byArn.set(secret.arn, { ...secret, versions: [version, ...secret.versions].slice(0, stages.length) });
    return version;
  }

  /** As an admin does by hand: sets the value of a secret, which is made if there is none. */
  seed(reference: string, value: string, place: SecretPlace): void {
    if (!this.find(reference)) {
      const name = reference.startsWith('arn:') ? secretName(reference) : reference;
      const arn = name === reference ? secretArn(name, place) : reference;
      this.create({ name, arn, description: null, value: null });
    }
    this.put(reference, value);
  }
}
