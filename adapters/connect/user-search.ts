import type { SearchUsersCommandInput, SearchUsersCommandOutput } from '@aws-sdk/client-connect';
import type { ConnectUser, LookedUp, UserSearch } from '../../core/agent-page/find-agent';
import type { RateLimiter } from '../../core/connect/ports';
import { ConnectRefusalError, type ConnectSend } from './operations';

/** One request of SearchUsers; throws ConnectRefusalError as ConnectSend does. It is apart so that one function alone carries it. */
export type SearchUsers = (input: SearchUsersCommandInput) => Promise<Omit<SearchUsersCommandOutput, '$metadata'>>;

/** More users than this are never called alike: usernames are unique, and an address gives two of them to look for. */
const mostFound = 10;

/** Tokens of DescribeUser left to reconcile. */
const leftToOthers = 2;

/**
 * Reads SearchUsers, which can look for usernames and for no e-mail address (API reference, UserSearchCriteria), and DescribeUser,
 * which alone tells one. So by e-mail a user is found whose username is the address, or the part of it before the @ where Connect
 * has the address as theirs. Both APIs are allowed 2 requests a second for the whole account.
 */
export class ConnectUserSearch implements UserSearch {
  constructor(
    private readonly calls: { readonly send: ConnectSend; readonly search: SearchUsers },
    private readonly instanceId: string,
    private readonly limiter: RateLimiter,
  ) {}

  async find(by: LookedUp, value: string): Promise<readonly ConnectUser[] | 'throttled'> {
    const names = by === 'username' ? [value] : [value, value.slice(0, Math.max(0, value.lastIndexOf('@')))];
    try {
      const users = await this.called(names.filter((name) => name !== ''));
      if (by === 'username') return users;
      const theirs: ConnectUser[] = [];
      for (const user of users) if (await this.hasAddress(user, value)) theirs.push(user);
      return theirs;
    } catch (error) {
      if (error instanceof ConnectRefusalError && error.refusal === 'throttled') return 'throttled';
      throw error;
    }
  }

  private async called(names: readonly string[]): Promise<readonly ConnectUser[]> {
    await this.token('SearchUsers', 0);
    const { Users } = await this.calls.search({
      InstanceId: this.instanceId,
      MaxResults: mostFound,
      SearchCriteria: {
        OrConditions: names.map((name) => ({
          StringCondition: { FieldName: 'Username', Value: name, ComparisonType: 'EXACT' },
        })),
      },
    });
    return (Users ?? []).flatMap(({ Id, Username }) =>
      Id && Username && names.some((name) => isSame(name, Username)) ? [{ userId: Id, username: Username }] : [],
    );
  }

  /** In instances with SAML no user has an address in Connect, and usernames often are one. */
  private async hasAddress({ userId, username }: ConnectUser, address: string): Promise<boolean> {
    if (isSame(username, address)) return true;
    await this.token('DescribeUser', leftToOthers);
    try {
      const { User } = await this.calls.send('DescribeUser', { InstanceId: this.instanceId, UserId: userId });
      return isSame(User?.IdentityInfo?.Email ?? '', address);
    } catch (error) {
      // Deleted since it was found.
      if (error instanceof ConnectRefusalError && error.refusal === 'absent') return false;
      throw error;
    }
  }

  private async token(operation: 'SearchUsers' | 'DescribeUser', keep: number): Promise<void> {
    const { taken } = await this.limiter.take(operation, keep);
    if (!taken) {
      throw new ConnectRefusalError(operation, 'throttled', {
        cause: new Error('the requests of this second are used up'),
      });
    }
  }
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
