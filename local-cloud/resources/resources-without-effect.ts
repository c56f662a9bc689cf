import { arnOf, generatedName } from '../aws/identity';
import type { ResourceType } from './resource-type';

/** A resource that nothing in a local run depends on; it has a name and an ARN for others to refer to. */
const withoutEffect = (service: string, nameProperty: string, resource: (name: string) => string): ResourceType => ({
  properties: 'any',
  create({ properties, stackName, logicalId, region, account }) {
    const given = properties[nameProperty];
    const name = typeof given === 'string' ? given : generatedName(stackName, logicalId, 128);
    const arn = arnOf({ service, region, account, resource: resource(name) });
    return {
      ref: service === 'sns' ? arn : name,
      attributes: { Arn: arn, Id: name, KeyId: name, TopicName: name, TopicArn: arn },
    };
  },
});

/** Known types without local effect: queries of logs, metrics, alarms, keys and who is told. */
export const resourcesWithoutEffect: Readonly<Record<string, ResourceType>> = {
  'AWS::CDK::Metadata': withoutEffect('cdk', 'Name', (name) => name),
  'AWS::Logs::MetricFilter': withoutEffect('logs', 'FilterName', (name) => `metric-filter:${name}`),
  'AWS::Logs::QueryDefinition': withoutEffect('logs', 'Name', (name) => `query-definition:${name}`),
  'AWS::Logs::ResourcePolicy': withoutEffect('logs', 'PolicyName', (name) => `resource-policy:${name}`),
  'AWS::CloudWatch::Alarm': withoutEffect('cloudwatch', 'AlarmName', (name) => `alarm:${name}`),
  'AWS::CloudWatch::CompositeAlarm': withoutEffect('cloudwatch', 'AlarmName', (name) => `alarm:${name}`),
  'AWS::CloudWatch::Dashboard': withoutEffect('cloudwatch', 'DashboardName', (name) => `dashboard/${name}`),
  'AWS::Events::Archive': withoutEffect('events', 'ArchiveName', (name) => `archive/${name}`),
  'AWS::KMS::Key': withoutEffect('kms', 'KeyId', (name) => `key/${name}`),
  'AWS::KMS::Alias': withoutEffect('kms', 'AliasName', (name) => name),
  'AWS::SNS::Topic': withoutEffect('sns', 'TopicName', (name) => name),
  'AWS::SNS::TopicPolicy': withoutEffect('sns', 'Id', (name) => name),
  'AWS::SNS::Subscription': withoutEffect('sns', 'Id', (name) => name),
};
