import { ServiceError } from '../aws/service-error';
import { secretArn } from '../secrets/secret-arn';
import { type Secret, type SecretStage, type SecretStore, type SecretVersion, stages } from '../secrets/secret-store';
import {
  jsonRefusal,
  jsonReply,
  optionalText,
  readJsonCall,
  requiredText,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

const operations = ['GetSecretValue', 'PutSecretValue', 'DescribeSecret'];

export function secretsManagerFront(secrets: SecretStore): ServiceFront {
  return {
    read: readJsonCall,
    needs({ operation, input, caller }) {
      if (!operations.includes(operation)) throw new UnsupportedOperationError(`secretsmanager:${operation}`);
      const reference = requiredText(input, 'SecretId');
      // For a name that is none, Secrets Manager asks about an ARN that could be its own.
      const unknown = reference.startsWith('arn:') ? reference : secretArn(reference, caller);
      const stage = optionalText(input, 'VersionStage');
      return [
        {
          action: `secretsmanager:${operation}`,
          resource: secrets.find(reference)?.arn ?? unknown,
          context: {
            'secretsmanager:SecretId': [reference],
            ...(stage !== undefined && { 'secretsmanager:VersionStage': [stage] }),
          },
        },
      ];
    },
    perform: (call) => jsonReply(perform(call, secrets)),
    refuse: jsonRefusal,
  };
}

function perform({ operation, input }: ServiceCall, secrets: SecretStore): unknown {
  const secret = secrets.get(requiredText(input, 'SecretId'));
  const { arn: ARN, name: Name } = secret;
  switch (operation) {
    case 'GetSecretValue': {
      const version = versionAsked(secret, input, secrets);
      return {
        ARN,
        Name,
        VersionId: version.id,
        SecretString: version.value,
        VersionStages: stagesOf(secret, version),
        CreatedDate: version.createdMs / 1000,
      };
    }
    case 'PutSecretValue': {
      for (const field of ['SecretBinary', 'VersionStages', 'RotationToken'])
        if (input[field] !== undefined)
          throw new UnsupportedOperationError(`secretsmanager:PutSecretValue with ${field}`);
      const token = optionalText(input, 'ClientRequestToken');
      const version = secrets.put(ARN, requiredText(input, 'SecretString'), token);
      return { ARN, Name, VersionId: version.id, VersionStages: stagesOf(secrets.get(ARN), version) };
    }
    default:
      return {
        ARN,
        Name,
        ...(secret.description !== null && { Description: secret.description }),
        CreatedDate: secret.createdMs / 1000,
        LastChangedDate: (secret.versions[0]?.createdMs ?? secret.createdMs) / 1000,
        VersionIdsToStages: Object.fromEntries(
          secret.versions.map((version) => [version.id, stagesOf(secret, version)]),
        ),
      };
  }
}

const stagesOf = ({ versions }: Secret, { id }: SecretVersion): readonly SecretStage[] =>
  stages.filter((_, index) => versions[index]?.id === id);

function versionAsked(secret: Secret, input: ServiceCall['input'], secrets: SecretStore): SecretVersion {
  const [id, label] = [optionalText(input, 'VersionId'), optionalText(input, 'VersionStage')];
  const stage = stages.find((known) => known === (label ?? 'AWSCURRENT'));
  const none = (what: string) =>
    new ServiceError('ResourceNotFoundException', `the secret ${secret.name} has no ${what}`);
  if (!stage) throw none(`value labelled ${label}`);
  if (id === undefined) return secrets.version(secret.arn, stage);
  const version = secret.versions.find((one) => one.id === id);
  if (!version) throw none(`version ${id}`);
  if (label !== undefined && !stagesOf(secret, version).includes(stage))
    throw new ServiceError(
      'InvalidRequestException',
      `version ${id} of secret ${secret.name} is not labelled ${label}`,
    );
  return version;
}
