import { eventSender } from '../../campaign-manager/reference/http';
import { eventsRoute } from '../../lambdas/campaign-ingress/contract';
import type { makeHandler } from '../../lambdas/campaign-ingress/handler';
import { ingressRequest } from './event-shapes';
import { campaignSecret } from './function-ports';

/**
 * How the Campaign Manager's events come to the application: signed and numbered as over HTTPS, and taken or refused by the handler of
 * the ingress. `now`: ms since the epoch. `failed`: hears each refusal as a sentence, for nothing here should be refused.
 */
export function signedEvents(
  ingress: ReturnType<typeof makeHandler>,
  { now, failed }: { readonly now: () => number; readonly failed: (sentence: string) => void },
): ReturnType<typeof eventSender> {
  let requests = 0;
  return eventSender(
    eventsRoute.path,
    async ({ headers, body }) => {
      const { statusCode = 200, headers: told = {}, body: answer = '' } = await ingress(ingressRequest(body, headers));
      const retryAfter = told['retry-after'];
      return { status: statusCode, retryAfter: retryAfter === undefined ? null : String(retryAfter), body: answer };
    },
    {
      secret: () => campaignSecret,
      now,
      nonce: () => `event-${String(++requests).padStart(16, '0')}`,
      refused(sentences) {
        for (const sentence of sentences) failed(`an event of the Campaign Manager was refused: ${sentence}`);
      },
    },
  );
}
