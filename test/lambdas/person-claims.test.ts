import { personIn, whyNoOperator } from '../../lambdas/shared/person-claims';

const names = { personClaim: 'email', supervisorClaim: 'groups', operatorClaim: 'roles' };
const sam = { email: 'sam@example.com', groups: '[sales service]' };

describe('who asks', () => {
  it.each([
    ['an array, as an HTTP API hands it over', '[sales service]'],
    ['a text with commas', 'sales, service'],
    ['a text with spaces', ' sales  service '],
    ['JSON', '["sales","service"]'],
  ])('supervises the groups of %s', (_, groups) => {
    expect(personIn({ ...sam, groups }, names)).toEqual({
      ...{ name: 'sam@example.com', supervises: ['sales', 'service'], operator: false },
    });
  });

  it.each([
    ['true', true],
    ['[true]', true],
    ['[staff operator]', true],
    ['operator', true],
    ['false', false],
    ['', false],
    ['[staff operators]', false],
    ['[true false]', false],
    [undefined, false],
    // An HTTP API hands nothing but texts over.
    [true, false],
  ])('may use the kill switches by the claim %j: %j', (roles, operator) => {
    expect(personIn({ ...sam, roles }, names)).toMatchObject({ operator });
  });

  it.each([
    [{ groups: '[sales]' }, 'the token has no claim email that says who you are'],
    [{ ...sam, email: ' ' }, 'the token has no claim email that says who you are'],
    [{ ...sam, groups: '[]' }, 'the token has no claim groups that lists the groups you supervise'],
    [{ ...sam, groups: undefined }, 'the token has no claim groups that lists the groups you supervise'],
  ])('is nobody by the claims %j', (claims, problem) => {
    expect(personIn(claims, names)).toEqual({ problem });
  });
});

describe('a kill switch', () => {
  const why = (roles?: string) => {
    const claims = { ...sam, roles };
    const person = personIn(claims, names);
    if ('problem' in person) throw new Error(person.problem);
    return whyNoOperator(person, claims, names);
  };

  it('is for an operator', () => {
    expect(why('[operator]')).toBeNull();
  });

  it('is refused with what the token says, and what it must say', () => {
    expect(why()).toBe(
      'you may not use the kill switches: your token has no claim roles, which must be true, or list the role operator',
    );
    expect(why('[staff]')).toBe(
      'you may not use the kill switches: your token says "[staff]" in the claim roles, which must be true, or list the role operator',
    );
  });
});
