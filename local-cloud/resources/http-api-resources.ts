import * as z from 'zod';
import type { Declared } from '../aws/declared';
import { hex, parseArn } from '../aws/identity';
import { accessLogProblems } from '../http-api/access-log-format';
import { routeKeyPattern } from '../http-api/route-keys';
import { noEffect, numeric, type Platform, resourceType, truth } from './resource-type';

const apiName = z.string().min(1).max(128);
const accessLog = z.strictObject({ DestinationArn: z.string(), Format: z.string() });
const routeSettings = z.strictObject({
  ThrottlingBurstLimit: numeric.optional(),
  ThrottlingRateLimit: numeric.optional(),
  DetailedMetricsEnabled: noEffect,
});

const cors = z
  .strictObject({
    AllowOrigins: z.array(z.string()).default([]),
    AllowMethods: z.array(z.string()).default([]),
    AllowHeaders: z.array(z.string()).default([]),
    ExposeHeaders: z.array(z.string()).default([]),
    AllowCredentials: truth.default(false),
    MaxAge: numeric.optional(),
  })
  .refine(({ AllowOrigins, AllowCredentials }) => !(AllowCredentials && AllowOrigins.includes('*')), {
    error: () => 'AllowCredentials needs origins by name, not *',
  })
  .transform((given) => ({
    origins: given.AllowOrigins,
    methods: given.AllowMethods,
    headers: given.AllowHeaders,
    exposedHeaders: given.ExposeHeaders,
    credentials: given.AllowCredentials,
    maxAgeSeconds: given.MaxAge ?? null,
  }));

/** Ids of API Gateway are short; every run of a template gives the same. */
const idFor = ({ stackName, logicalId }: Declared, length: number): string => hex(`${stackName}/${logicalId}`, length);

export const httpApiResources = {
  'AWS::ApiGatewayV2::Api': resourceType(
    {
      Name: apiName,
      ProtocolType: z.literal('HTTP', 'the local cloud knows APIs of ProtocolType HTTP only'),
      // The local cloud knows no domain of one's own, so that nobody could reach an API without its first address.
      DisableExecuteApiEndpoint: truth
        .refine((disabled) => !disabled, 'the local cloud knows no other address of an API; it must be false')
        .optional(),
      CorsConfiguration: cors.optional(),
      Description: noEffect,
      Tags: noEffect,
    },
    async ({ Name: name, CorsConfiguration }, declared, { httpApis }) => {
      const { region, account } = declared;
      const id = idFor(declared, 10);
      const endpoint = await httpApis.add({ id, name, region, account, cors: CorsConfiguration ?? null });
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: endpoint } };
    },
  ),
  'AWS::ApiGatewayV2::Integration': resourceType(
    {
      ApiId: z.string(),
      IntegrationType: z.literal('AWS_PROXY', 'the local cloud knows IntegrationType AWS_PROXY only'),
      IntegrationUri: z.string(),
      PayloadFormatVersion: z.literal('2.0', 'the local cloud knows PayloadFormatVersion 2.0 only'),
      IntegrationMethod: z.literal('POST', 'a function is invoked by POST').optional(),
      // No simulated time passes while a function runs, so that none comes too late.
      TimeoutInMillis: numeric.refine((ms) => ms >= 50 && ms <= 30_000, 'must be 50 to 30000').optional(),
      Description: noEffect,
    },
    ({ ApiId, IntegrationUri }, declared, { httpApis }) => {
      const { service, resource } = parseArn(IntegrationUri);
      if (service !== 'lambda' || !resource.startsWith('function:'))
        throw new Error(
          `IntegrationUri: the local cloud hands requests to functions by their ARN, got ${IntegrationUri}`,
        );
      const id = idFor(declared, 7);
      httpApis.get(ApiId).addIntegration(id, IntegrationUri);
      return { ref: id, attributes: { IntegrationId: id } };
    },
  ),
  'AWS::ApiGatewayV2::Authorizer': resourceType(
    {
      ApiId: z.string(),
      Name: apiName,
      AuthorizerType: z.literal('JWT', 'the local cloud knows AuthorizerType JWT only'),
      IdentitySource: z
        .array(z.string())
        .refine(
          ([source, ...more]) => source?.toLowerCase() === '$request.header.authorization' && more.length === 0,
          'the local cloud finds tokens in $request.header.Authorization only',
        ),
      JwtConfiguration: z.strictObject({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
    },
    ({ ApiId, Name: name, JwtConfiguration: { Issuer: issuer, Audience: audience } }, declared, { httpApis }) => {
      const id = idFor(declared, 6);
      httpApis.get(ApiId).addAuthorizer(id, { name, issuer, audience });
      return { ref: id, attributes: { AuthorizerId: id } };
    },
  ),
  'AWS::ApiGatewayV2::Route': resourceType(
    {
      ApiId: z.string(),
      RouteKey: z
        .string()
        .regex(
          routeKeyPattern,
          "the local cloud knows route keys like 'POST /path/{variable}', with one method, variables of one part each, and {variable+} at the end only",
        ),
      Target: z.string().regex(/^integrations\/./, 'must read integrations/ID'),
      AuthorizationType: z
        .enum(['NONE', 'JWT'], 'the local cloud knows AuthorizationType NONE and JWT only')
        .default('NONE'),
      AuthorizerId: z.string().optional(),
      OperationName: noEffect,
    },
    ({ ApiId, RouteKey, Target, AuthorizationType, AuthorizerId = null }, declared, { httpApis }) => {
      if ((AuthorizationType === 'JWT') !== (AuthorizerId !== null))
        throw new Error('AuthorizerId must be given with AuthorizationType JWT, and only then');
      httpApis.get(ApiId).addRoute(RouteKey, Target.slice('integrations/'.length), AuthorizerId);
      const id = idFor(declared, 7);
      return { ref: id, attributes: { RouteId: id } };
    },
  ),
  'AWS::ApiGatewayV2::Stage': resourceType(
    {
      ApiId: z.string(),
      StageName: z.literal('$default', 'the local cloud knows the stage $default only'),
      AutoDeploy: truth
        .default(false)
        .refine((deploys) => deploys, 'must be true: the local cloud knows no deployments by hand'),
      AccessLogSettings: accessLog.optional(),
      DefaultRouteSettings: routeSettings.optional(),
      /** By route key. */
      RouteSettings: z.record(z.string(), routeSettings).default({}),
      Description: noEffect,
      Tags: noEffect,
    },
    ({ ApiId, StageName, AccessLogSettings, DefaultRouteSettings, RouteSettings }, _declared, platform) => {
      if (AccessLogSettings) checkAccessLog(AccessLogSettings, platform);
      platform.httpApis.get(ApiId).addStage({
        others: rateLimits('DefaultRouteSettings', DefaultRouteSettings ?? {}),
        routes: Object.fromEntries(
          Object.entries(RouteSettings).map(([routeKey, settings]) => [
            routeKey,
            rateLimits(`RouteSettings of ${routeKey}`, settings),
          ]),
        ),
      });
      return { ref: StageName };
    },
  ),
};

/** The lines themselves are not written: the runner's trace says what came in. */
function checkAccessLog({ DestinationArn, Format }: z.infer<typeof accessLog>, { logGroups }: Platform): void {
  const problems = [...accessLogProblems(Format)];
  if (!logGroups.has(DestinationArn.replace(/:\*$/, '')))
    problems.push(`DestinationArn ${DestinationArn} is no log group of the template`);
  if (problems.length > 0) throw new Error(`AccessLogSettings: ${problems.join('; ')}`);
}

function rateLimits(what: string, settings: z.infer<typeof routeSettings>): { rate: number; burst: number } | null {
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings;
  if (burst === undefined && rate === undefined) return null;
  if (burst !== undefined && rate !== undefined && Number.isInteger(burst) && burst >= 1 && rate > 0)
    return { rate, burst };
  throw new Error(
    `${what}: ThrottlingBurstLimit must be a whole number from 1 and ThrottlingRateLimit more than 0, got ${burst} and ${rate}`,
  );
}
