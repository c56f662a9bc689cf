/** DescribeUser. */
import { type ApiHandler, agentField, checkInstance } from './input';

/** DescribeUser, of which only the id and the username are answered. */
export const describeUser: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const { id, username } = agentField(centre, input);
  return { User: { Id: id, Username: username } };
};
