/** What an access log of an HTTP API can say (API Gateway developer guide, "customize HTTP API access logs"). */
const known = [
  'accountId',
  'apiId',
  'awsEndpointRequestId',
  'awsEndpointRequestId2',
  'customDomain.basePathMatched',
  'dataProcessed',
  'domainName',
  'domainPrefix',
  'error.message',
  'error.messageString',
  'error.responseType',
  'extendedRequestId',
  'httpMethod',
  'identity.accountId',
  'identity.caller',
  'identity.sourceIp',
  'identity.user',
  'identity.userAgent',
  'identity.userArn',
  'integration.error',
  'integration.integrationStatus',
  'integration.latency',
  'integration.requestId',
  'integration.status',
  'integrationErrorMessage',
  'integrationLatency',
  'integrationStatus',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'responseLatency',
  'responseLength',
  'routeKey',
  'stage',
  'status',
];

/** What is wrong with the format of an access log, a sentence each. */
export function accessLogProblems(format: string): readonly string[] {
  const mentioned = [...format.matchAll(/\$context\.([A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*)/g)].map(
    (match) => match[1] ?? '',
  );
  const unknown = [...new Set(mentioned)].filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => `an HTTP API without authorizer has no log variable $context.${name}`),
    ...(format.trimEnd().includes('\n') ? ['the format of an access log must be one line'] : []),
    ...(mentioned.some((name) => name === 'requestId' || name === 'extendedRequestId')
      ? []
      : ['the format of an access log must hold $context.requestId']),
  ];
}
