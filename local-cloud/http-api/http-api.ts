import type { Chance, Scheduler } from '../../clock/scheduler';
import { messageOf, type ReportFailure } from '../aws/failure';
import { arnOf, freshUuid } from '../aws/identity';
import type { Origins } from '../front/origins';
import type { Access } from '../iam/access';
import type { Functions } from '../lambda/functions';
import { type CorsSettings, isPreflight, preflightAnswer, withCors } from './cors';
import { JwtAuthorizer, type JwtAuthorizerSettings } from './jwt-authorizer';
import { type ApiAnswer, gatewayAnswer, proxyAnswer } from './proxy-answer';
import { type ApiRequest, proxyEvent } from './proxy-event';
import { decodedPath, matchRoute } from './route-keys';
import { type RateLimits, TokenBucket } from './token-bucket';

export interface HttpApiSettings {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** `null`: browsers let only pages of the API's own origin read its answers. */
  readonly cors: CorsSettings | null;
}

interface Route {
  readonly functionArn: string;
  readonly authorizer: JwtAuthorizer | null;
}

/** How often a stage lets requests through: routes by their key, and all others together. */
export interface StageLimits {
  readonly others: RateLimits | null;
  readonly routes: Readonly<Record<string, RateLimits | null>>;
}

/** What an API needs from the cloud around it. */
export interface ApiSurroundings {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly report: ReportFailure;
  readonly access: Access;
  readonly functions: Functions;
  /** Where APIs get their addresses. */
  readonly origins: Origins;
}

const apiGateway = 'apigateway.amazonaws.com';

/** One HTTP API with its routes to functions. It answers in the moment of the request: nothing in it waits. */
export class HttpApi {
  readonly #integrations = new Map<string, string>();
  readonly #authorizers = new Map<string, JwtAuthorizer>();
  readonly #routes = new Map<string, Route>();
  #stage: { readonly others: TokenBucket | null; readonly routes: ReadonlyMap<string, TokenBucket | null> } | null =
    null;

  constructor(
    readonly settings: HttpApiSettings,
    private readonly surroundings: ApiSurroundings,
  ) {}

  addIntegration(id: string, functionArn: string): void {
    this.#integrations.set(id, functionArn);
  }

  /** Throws a sentence when the local cloud cannot ask its issuer. */
  addAuthorizer(id: string, settings: JwtAuthorizerSettings): void {
    this.#authorizers.set(id, new JwtAuthorizer(settings, this.surroundings.scheduler));
  }

  /**
   * `routeKey` is `POST /path/{variable}`; without `authorizerId` everybody may come. Throws a sentence when the route is
   * there already, leads nowhere, or its authorizer is not there.
   */
  addRoute(routeKey: string, integrationId: string, authorizerId: string | null): void {
    const { name } = this.settings;
    const functionArn = this.#integrations.get(integrationId);
    if (functionArn === undefined)
      throw new Error(`its target integrations/${integrationId} is no integration of HTTP API ${name}`);
    if (this.#routes.has(routeKey)) throw new Error(`HTTP API ${name} has a route ${routeKey} already`);
    const authorizer = authorizerId === null ? null : this.#authorizers.get(authorizerId);
    if (authorizer === undefined)
      throw new Error(`its AuthorizerId ${authorizerId} is no authorizer of HTTP API ${name}`);
    this.#routes.set(routeKey, { functionArn, authorizer });
  }

  /** Opens the API. Throws a sentence when it is open already, or limits a route that is not there. */
  addStage({ others, routes }: StageLimits): void {
    const { name } = this.settings;
    if (this.#stage) throw new Error(`HTTP API ${name} has a stage $default already`);
    const unknown = Object.keys(routes).find((routeKey) => !this.#routes.has(routeKey));
    if (unknown !== undefined) throw new Error(`RouteSettings: HTTP API ${name} has no route ${unknown}`);
    const bucketFor = (limits: RateLimits | null) =>
      limits && new TokenBucket(limits, this.surroundings.scheduler.now());
    this.#stage = {
      others: bucketFor(others),
      routes: new Map(Object.entries(routes).map(([routeKey, limits]) => [routeKey, bucketFor(limits)])),
    };
  }

  /** Reports what would make every request fail: no stage, no route, no function, no permission. */
  check(): void {
    const { name } = this.settings;
    const report = (message: string): void => this.surroundings.report({ kind: 'deploy', message });
    if (!this.#stage) report(`HTTP API ${name} has no stage $default, so nobody can reach it`);
    if (this.#routes.size === 0) report(`HTTP API ${name} has no route`);
    for (const [routeKey, { functionArn }] of this.#routes) {
      if (this.surroundings.functions.find(functionArn)) this.#refusal(routeKey, functionArn);
      else report(`HTTP API ${name}, route ${routeKey}: its function ${functionArn} is not in the template`);
    }
  }

  /** The answer to a request from outside; `null` stands for one that was too large. Never rejects. */
  async answer(request: ApiRequest | null): Promise<ApiAnswer> {
    const { scheduler, chance } = this.surroundings;
    const requestId = freshUuid(chance, 'api-request');
    const answered = await this.#answer(request, requestId);
    const { cors } = this.settings;
    const answer = cors && request && !isPreflight(request) ? withCors(cors, request, answered) : answered;
    const date = new Date(scheduler.now()).toUTCString();
    return { ...answer, headers: { date, 'apigw-requestid': requestId, ...answer.headers } };
  }

  async #answer(request: ApiRequest | null, requestId: string): Promise<ApiAnswer> {
    const { functions, scheduler, report } = this.surroundings;
    const { id: apiId, name, region, account } = this.settings;
    if (request === null) return gatewayAnswer(413, 'Request Entity Too Large');
    const { cors } = this.settings;
    if (!this.#stage) return gatewayAnswer(404, 'Not Found');
    const path = decodedPath(request.path);
    const match = matchRoute(this.#routes.keys(), request.method, path);
    if (match === null && cors && isPreflight(request)) return preflightAnswer(cors, request);
    const route = match && this.#routes.get(match.routeKey);
    if (!match || !route) return gatewayAnswer(404, 'Not Found');
    const atMs = scheduler.now();
    const { others, routes } = this.#stage;
    const bucket = routes.get(match.routeKey) ?? others;
    if (bucket?.take(atMs) === false) return gatewayAnswer(429, 'Too Many Requests');
    const verdict = (await route.authorizer?.judge(request.headers['authorization'])) ?? null;
    if (verdict?.kind === 'refused') {
      const refused = gatewayAnswer(401, 'Unauthorized');
      return { ...refused, headers: { ...refused.headers, 'www-authenticate': 'Bearer' } };
    }
    const { functionArn } = route;
    const { routeKey, pathParameters } = match;
    const claims = verdict?.claims ?? null;
    const failed = gatewayAnswer(500, 'Internal Server Error');
    const host = functions.find(functionArn);
    if (!host || this.#refusal(routeKey, functionArn) !== null) return failed;
    const outcome = await host.invoke(
      proxyEvent(
        { ...request, path },
        {
          ...{ apiId, region, account, routeKey, pathParameters, claims, requestId, atMs },
        },
      ),
    );
    if (outcome.kind !== 'answered') return failed;
    try {
      return proxyAnswer(outcome.payload);
    } catch (error) {
      const message = `function ${host.settings.name} answered HTTP API ${name} wrongly: ${messageOf(error)}`;
      report({ kind: 'lambda-error', message });
      return failed;
    }
  }

  #refusal(routeKey: string, functionArn: string): string | null {
    const { id, name, region, account } = this.settings;
    const [method, path] = routeKey.split(' ');
    const sourceArn = arnOf({ service: 'execute-api', region, account, resource: `${id}/$default/${method}${path}` });
    return this.surroundings.access.refusalForService(apiGateway, sourceArn, `HTTP API ${name}, route ${routeKey}`, {
      action: 'lambda:InvokeFunction',
      resource: functionArn,
    });
  }
}
