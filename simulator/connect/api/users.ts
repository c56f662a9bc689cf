/** DescribeUser. */
import { type ApiHandler, agentField, checkInstance } from './input';

export const describeUser: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const { id, username } = agentField(centre, input);
  return { User: { Id: id, Username: username } };
};
