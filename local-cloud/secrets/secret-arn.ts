import { arnOf, hex, parseArn } from '../aws/identity';

/** Where a secret is kept. */
export interface SecretPlace {
  readonly region: string;
  readonly account: string;
}

/** The ARN of a secret of this name: Secrets Manager adds a hyphen and six characters, here always the same ones. */
export const secretArn = (name: string, { region, account }: SecretPlace): string =>
  arnOf({ service: 'secretsmanager', region, account, resource: `secret:${name}-${hex(`secret/${name}`, 6)}` });

/** The name in a whole ARN. Throws a sentence when it is none. */
export function secretName(arn: string): string {
  const { service, resource } = parseArn(arn);
  const [, name] = /^secret:(.+)-[A-Za-z0-9]{6}$/.exec(resource) ?? [];
  if (service === 'secretsmanager' && name !== undefined) return name;
  throw new Error(`${arn} is no whole ARN of a secret; it must end in secret:NAME- and six characters`);
}
