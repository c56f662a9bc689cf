import { arnPart } from './cross-rule';

/** What a person says of an environment that is to be; empty text means no. */
export interface Answers {
  readonly instanceArn: string;
  readonly alias: string;
  readonly bucket: string;
  readonly group: string;
  readonly queue: string;
  readonly timeZone: string;
  /** `none`, `US:DID` for one to be claimed, or the ARN of one that is there. */
  readonly number: string;
  /** Names joined by commas. */
  readonly campaigns: string;
  readonly previewCampaigns: string;
  readonly campaignManagerUrl: string;
  /** `US:DID`, or `ARN=+E164`. */
  readonly tetherNumber: string;
  readonly issuer: string;
  readonly audience: string;
  /** Addresses joined by commas. */
  readonly origins: string;
  /** Whether the table and claimed numbers outlive their stacks. */
  readonly retainState: boolean;
}

/** The environment these answers describe, as a file of `lib/environments/` exports it; not yet checked. */
export function newEnvironment(name: string, answers: Answers): Readonly<Record<string, unknown>> {
  const campaigns = listed(answers.campaigns);
  const previewCampaigns = listed(answers.previewCampaigns);
  const lines = answers.number === 'none' || answers.number === '' ? [] : [answers.number];
  return {
    name,
    region: arnPart(answers.instanceArn, 3) ?? '',
    retainState: answers.retainState,
    logRetentionDays: answers.retainState ? 90 : 14,
    instance: { arn: answers.instanceArn, alias: answers.alias, recordingsBucket: answers.bucket },
    agentEvents: { owner: 'managed', shards: 1 },
    hours: { owner: 'managed', timeZone: answers.timeZone, open: '24x7' },
    groups: [
      {
        name: answers.group,
        queues: [{ owner: 'managed', name: answers.queue }],
        ...(campaigns.length > 0 ? { campaigns } : {}),
        ...(previewCampaigns.length > 0 ? { previewCampaigns } : {}),
        routingProfiles: {
          owner: 'managed',
          kinds: campaigns.length > 0 ? ['inbound', 'blended', 'blended-outbound', 'outbound'] : ['inbound'],
        },
      },
    ],
    numbers: lines.map((number) => {
      const line = { name: `${answers.group}-line`, queue: answers.queue };
      return number.startsWith('arn:')
        ? { owner: 'existing', ...line, arn: number }
        : { owner: 'managed', ...line, ...claimed(number) };
    }),
    ...(campaigns.length > 0 || answers.campaignManagerUrl !== ''
      ? {
          campaignManager: {
            url: answers.campaignManagerUrl,
            secret: { owner: 'managed' },
            tetherNumber: tetherNumber(answers.tetherNumber),
          },
        }
      : {}),
    ...(answers.issuer === ''
      ? {}
      : { agentPage: { issuer: answers.issuer, audience: answers.audience, origins: listed(answers.origins) } }),
    texts: {
      greeting: 'Welcome. Please hold, and the next free colleague will take your call.',
      closed: 'Thank you for calling. We are closed at the moment. Please call again during our opening hours.',
      hold: 'Thank you for holding. You keep your place in line.',
      voicemail:
        'Nobody could take your call in time. Please leave a message after the tone, and we will call you back.',
    },
    quotas: { concurrentCalls: 10 },
    voicemail: { transcription: { enabled: true, languageCode: 'en-US' } },
  };
}

const listed = (written: string): readonly string[] =>
  written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const claimed = (written: string) => {
  const [countryCode = '', type = ''] = written.split(':');
  return { countryCode, type };
};

const tetherNumber = (written: string) => {
  const [arn = '', e164 = ''] = written.split('=');
  return written.startsWith('arn:') ? { owner: 'existing', arn, e164 } : { owner: 'managed', ...claimed(written) };
};

/** The file of `lib/environments/` that exports it, formatted as the others are. */
export const environmentFile = (environment: Readonly<Record<string, unknown>>): string =>
  `import type { EnvironmentInput } from './schema';

/** Made by \`npm run init\`; what each field means is in schema.ts, what to do with it in docs/deploy.md. */
export const environment: EnvironmentInput = ${written(environment, '')};
`;

/** A value as TypeScript: objects over several lines, lists of words on one. */
function written(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object'))
      return `[${value.map((item) => written(item, '')).join(', ')}]`;
    return `[\n${value.map((item) => `${deeper}${written(item, deeper)},\n`).join('')}${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([key, item]) => `${deeper}${key}: ${written(item, deeper)},\n`);
  return `{\n${fields.join('')}${indent}}`;
}

/** In single quotes, or in double ones where that saves a backslash. */
const quoted = (text: string): string => {
  const json = JSON.stringify(text);
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
};
