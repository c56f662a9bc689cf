import * as z from 'zod';
import { identifications } from '../../lambdas/agent-page/contract';
import { isSafeAddress, origin } from './web-address';

const word = z
  .string()
  .trim()
  .min(1, { error: () => 'must not be empty' });

/** The HTTP API of the agent's page: who says who an agent is, and where the page itself comes from. */
export const agentPage = z.strictObject({
  /** The OpenID Connect provider, exactly as its tokens name it; its keys are found below it. */
  issuer: z.string().refine(isSafeAddress, {
    error: () =>
      'must be the https address of an OpenID Connect issuer, such as https://login.example.com/tenant (http only for 127.0.0.1 and localhost)',
  }),
  /** What a token must be made out for: the client id of the page. */
  audience: word,
  /** The claim that names the agent. Only the provider may be able to set it, never the agent. */
  agentClaim: word.default('sub'),
  /** What that claim holds of the agent's Connect user; all but the id is looked up in Connect (docs/pages.md#whom-a-token-names). */
  agentClaimHolds: z
    .enum(identifications, { error: () => `must be ${identifications.map((one) => `"${one}"`).join(' or ')}` })
    .default('userId'),
  /** Pages of your own, by their origins; those of `pages` need not be named. Browsers let no other page read the API's answers. */
  origins: z.array(origin('https://agents.example.com')).max(20).default([]),
});
