import { type ConnectClient, SearchUsersCommand } from '@aws-sdk/client-connect';
import type { SearchUsers } from '../connect/user-search';
import { withMeaning } from './connect-send';

/** Sends SearchUsers through the SDK. */
export const searchUsersSend =
  (client: ConnectClient): SearchUsers =>
  async (input) => {
    try {
      return await client.send(new SearchUsersCommand(input));
    } catch (error) {
      throw withMeaning('SearchUsers', error);
    }
  };
