import { ServiceError } from '../../local-cloud/aws/service-error';
import { jsonObject, jsonRefusal, jsonReply, type Reply } from '../../local-cloud/front/service-front';
import type { AccountRequest, AccountService } from './account-service';
import type { AccountDescription } from './description';

/** The services around Connect, by the name their clients sign with. */
export function otherServices(description: AccountDescription): Readonly<Record<string, AccountService>> {
  return {
    sts: queryService('sts', {
      GetCallerIdentity: () =>
        `<Account>${description.account}</Account><Arn>arn:aws:iam::${description.account}:user/simulated</Arn><UserId>SIMULATED</UserId>`,
    }),
    cloudformation: stacks((name) => (description.stacks.includes(name) ? {} : null)),
    servicequotas: jsonService('servicequotas', {
      ListServiceQuotas: (input) => ({
        Quotas: description.quotas
          .filter(({ service }) => service === input['ServiceCode'])
          .map(({ service, name, code, value, adjustable }) => ({
            ...{ ServiceCode: service, QuotaName: name, QuotaCode: code, Value: value, Adjustable: adjustable },
          })),
      }),
    }),
    ssm: jsonService('ssm', {
      GetParameter: (input) => {
        const version = input['Name'] === '/cdk-bootstrap/hnb659fds/version' ? description.bootstrapVersion : null;
        if (version === null) {
          throw new ServiceError('ParameterNotFound', `there is no parameter ${String(input['Name'])}`, 400);
        }
        return { Parameter: { Name: input['Name'], Value: String(version) } };
      },
    }),
    lambda: {
      read({ method, path }) {
        if (method !== 'GET' || !path.startsWith('/2016-08-19/account-settings'))
          throw notSimulated(`lambda ${method} ${path}`);
        return {
          action: 'lambda:GetAccountSettings',
          answer: () =>
            jsonReply({ AccountLimit: { UnreservedConcurrentExecutions: description.unreservedConcurrency } }),
        };
      },
      refuse: jsonRefusal,
    },
    s3: buckets(description),
  };
}

/** CloudFormation with these stacks: what each tells, null for one that is not there. */
export const stacks = (outputsOf: (name: string) => Readonly<Record<string, string>> | null): AccountService =>
  queryService('cloudformation', {
    DescribeStacks: (input) => {
      const name = input.get('StackName') ?? '';
      const outputs = outputsOf(name);
      if (outputs === null) throw new ServiceError('ValidationError', `Stack with id ${name} does not exist`, 400);
      const members = Object.entries(outputs).map(
        ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${escaped(value)}</OutputValue></member>`,
      );
      return `<Stacks><member><StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-05T09:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member></Stacks>`;
    },
  });

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const notSimulated = (what: string) => new ServiceError('UnknownOperationException', `${what} is not simulated`, 501);

function jsonService(
  name: string,
  operations: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>>,
): AccountService {
  return {
    read(request) {
      const operation = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
      const perform = operations[operation];
      if (!perform) throw notSimulated(`${name}:${operation}`);
      const input = jsonObject(Buffer.from(request.body));
      return { action: `${name}:${operation}`, answer: () => jsonReply(perform(input)) };
    },
    refuse: jsonRefusal,
  };
}

/** Services of the AWS query protocol: a form comes in, XML goes out. */
function queryService(
  name: string,
  operations: Readonly<Record<string, (input: URLSearchParams) => string>>,
): AccountService {
  return {
    read(request) {
      const input = new URLSearchParams(request.body);
      const operation = input.get('Action') ?? '';
      const perform = operations[operation];
      if (!perform) throw notSimulated(`${name}:${operation}`);
      return {
        action: `${name}:${operation}`,
        answer: () =>
          xml(
            `<${operation}Response><${operation}Result>${perform(input)}</${operation}Result></${operation}Response>`,
          ),
      };
    },
    refuse: ({ status, code, message }) =>
      xml(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
        status,
      ),
  };
}

function buckets(description: AccountDescription): AccountService {
  const bucketOf = ({ path }: AccountRequest) => {
    const name = decodeURIComponent(path.split('/')[1] ?? '');
    const bucket = description.buckets.find((candidate) => candidate.name === name);
    if (!bucket) throw new ServiceError('NoSuchBucket', `there is no bucket ${name}`, 404);
    return bucket;
  };
  return {
    read(request) {
      const { method, query, path } = request;
      if (method === 'HEAD') {
        return {
          action: 's3:ListBucket',
          answer: () => ({ status: 200, headers: { 'x-amz-bucket-region': bucketOf(request).region }, body: '' }),
        };
      }
      if (method === 'GET' && query.has('notification')) {
        return {
          action: 's3:GetBucketNotification',
          answer: () =>
            xml(
              `<NotificationConfiguration>${bucketOf(request).eventBridge ? '<EventBridgeConfiguration/>' : ''}</NotificationConfiguration>`,
            ),
        };
      }
      if (method === 'GET' && query.has('encryption')) {
        return {
          action: 's3:GetEncryptionConfiguration',
          answer: () => {
            const { keyArn } = bucketOf(request);
            const by =
              keyArn === undefined
                ? '<SSEAlgorithm>AES256</SSEAlgorithm>'
                : `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyArn}</KMSMasterKeyID>`;
            return xml(
              `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>${by}</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
            );
          },
        };
      }
      throw notSimulated(`s3 ${method} ${path}?${query.toString()}`);
    },
    refuse: ({ status, code, message }) =>
      xml(
        `<Error><Code>${code.replace('AccessDeniedException', 'AccessDenied')}</Code><Message>${message}</Message></Error>`,
        status,
      ),
  };
}

const xml = (body: string, status = 200): Reply => ({ status, headers: { 'content-type': 'text/xml' }, body });
