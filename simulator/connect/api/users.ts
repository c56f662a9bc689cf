/** DescribeUser and SearchUsers. */
import { isRecord } from '../actions/action';
import { type ApiHandler, agentField, checkInstance, invalidParameter, textField, wholeField } from './input';

/** Every simulated user has an e-mail address in Connect. */
export const addressOf = (username: string): string => `${username}@example.com`;

/** DescribeUser, of which the id, the username and the e-mail address are answered. */
export const describeUser: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const { id, username } = agentField(centre, input);
  return { User: { Id: id, Username: username, IdentityInfo: { Email: addressOf(username) } } };
};

const fieldName = 'Username';

/** The names that conditions ask for: exact usernames, one or any of several. */
function namesIn(condition: unknown, at: string): readonly string[] {
  if (!isRecord(condition)) throw invalidParameter(`${at} must be an object, got ${JSON.stringify(condition)}`);
  const { StringCondition: exact, OrConditions: any } = condition;
  if (Array.isArray(any)) return any.flatMap((one, index) => namesIn(one, `${at}.OrConditions[${index}]`));
  if (!isRecord(exact) || exact['FieldName'] !== fieldName || exact['ComparisonType'] !== 'EXACT') {
    throw invalidParameter(
      `${at} must be OrConditions, or a StringCondition with FieldName ${fieldName} and ComparisonType EXACT: the simulated Connect looks for nothing else`,
    );
  }
  return [textField(exact, 'Value', 100).toLowerCase()];
}

/** SearchUsers by exact usernames, whatever their case; at most `MaxResults` (1 to 500, 100 unless given) are answered. */
export const searchUsers: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const names = namesIn(input['SearchCriteria'], 'SearchCriteria');
  const most = wholeField(input, 'MaxResults', 1, 500) ?? 100;
  const found = [...centre.agents.values()].filter(({ username }) => names.includes(username.toLowerCase()));
  return {
    Users: found.slice(0, most).map(({ id, username }) => ({ Id: id, Username: username })),
    ApproximateTotalCount: found.length,
  };
};
