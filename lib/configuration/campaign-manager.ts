import * as z from 'zod';
import { arn, claimed, named, numberArn } from './fields';

/** Whether commands may go there: encrypted, or not leaving this machine; and `/commands` can be appended. */
const isCommandAddress = (written: string): boolean => {
  if (!URL.canParse(written)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(written);
  const encrypted = protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
  return encrypted && `${username}${password}${search}${hash}` === '' && !written.endsWith('/');
};

/** The outside system that dials for the campaigns; needed exactly when a group has campaigns. */
export const campaignManager = z.strictObject({
  /** Commands are posted to `<url>/commands`. */
  url: z.string().refine(isCommandAddress, {
    error: () =>
      'must be an https address without a slash at the end, such as https://campaign-manager.example.com (http only for 127.0.0.1 and localhost)',
  }),
  /** The keys both sides sign with, as JSON `{"current": "...", "previous": "..."}`; `previous` is there while they change. */
  secret: z.discriminatedUnion('owner', [
    /** Made with a randomly generated first key; a person hands it to the Campaign Manager. */
    z.strictObject({ owner: z.literal('managed') }),
    z.strictObject({
      owner: z.literal('existing'),
      arn: arn(
        /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/,
        'arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-abc123',
      ),
    }),
  ]),
  /** The number the Campaign Manager calls for every tether; it reaches no caller's queue. */
  tetherNumber: z.discriminatedUnion('owner', [
    z.strictObject({ owner: z.literal('managed'), ...claimed }),
    z.strictObject({
      owner: z.literal('existing'),
      arn: numberArn,
      e164: named(/^\+[1-9]\d{1,14}$/, 'must be the number as it is dialled, such as +4930123456'),
    }),
  ]),
});
