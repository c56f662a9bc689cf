import { operatorRole } from './contract';

/* What a token says of the person who asks. API Gateway has verified it, and hands every claim over as a text. */

export type TokenClaims = Readonly<Record<string, unknown>>;

/** The names of the claims, as the environment has them. */
export interface PersonClaims {
  /** Who somebody is, for the audit. */
  readonly personClaim: string;
  /** The groups they supervise. */
  readonly supervisorClaim: string;
  /** Whether they may use the kill switches. */
  readonly operatorClaim: string;
}

export interface SignedInPerson {
  /** As the issuer names them, 1 to 100 characters. */
  readonly name: string;
  readonly supervises: readonly string[];
  /** May use the kill switches. It gives access to no group: those are in `supervises`. */
  readonly operator: boolean;
}

/** What a claim says that holds a text; `null`: nothing. */
export function textIn(claims: TokenClaims, name: string): string | null {
  const claim = claims[name];
  const text = typeof claim === 'string' ? claim.trim() : '';
  return text === '' ? null : text;
}

/**
 * The entries of a claim. An HTTP API hands an array over as a text in brackets, its entries apart by spaces; providers that have no
 * arrays send a text with spaces or commas, or JSON.
 */
export const entriesIn = (claims: TokenClaims, name: string): readonly string[] =>
  (textIn(claims, name) ?? '').split(/[\s,"[\]]+/).filter((entry) => entry !== '');

/** `true`, or a list of roles in which `operator` stands. */
const isOperator = (claims: TokenClaims, name: string): boolean => {
  const entries = entriesIn(claims, name);
  return entries.includes(operatorRole) || (entries.length === 1 && entries[0] === 'true');
};

/** Who asks, and what they may; or the sentence that says which claim is missing. */
export function personIn(claims: TokenClaims, names: PersonClaims): SignedInPerson | { readonly problem: string } {
  const { personClaim, supervisorClaim, operatorClaim } = names;
  const name = textIn(claims, personClaim);
  const supervises = entriesIn(claims, supervisorClaim);
  if (name === null) return { problem: `the token has no claim ${personClaim} that says who you are` };
  if (supervises.length === 0) {
    return { problem: `the token has no claim ${supervisorClaim} that lists the groups you supervise` };
  }
  return { name: name.slice(0, 100), supervises, operator: isOperator(claims, operatorClaim) };
}

/** Why somebody may not use the kill switches; `null`: they may. */
export function whyNoOperator(
  { operator }: SignedInPerson,
  claims: TokenClaims,
  { operatorClaim }: PersonClaims,
): string | null {
  if (operator) return null;
  const said = textIn(claims, operatorClaim);
  const found =
    said === null ? `has no claim ${operatorClaim}` : `says ${JSON.stringify(said)} in the claim ${operatorClaim}`;
  return `you may not use the kill switches: your token ${found}, which must be true, or list the role ${operatorRole}`;
}
