import { arnsIn } from './configuration/cross-rule';
import { named, recordingsPrefixOf } from './deployment';
import type { Environment } from './environments/schema';

/** What a person has to do or check, because it concerns something this environment brings. Synth prints them. */
export function manualSteps(environment: Environment): readonly string[] {
  const { instance } = environment;
  const prefix = recordingsPrefixOf(environment);
  return [
    `Bucket ${instance.recordingsBucket}: turn on "Send notifications to Amazon EventBridge", or no voicemail recording is noticed.`,
    `Instance ${instance.alias}, data storage, call recordings: they must go to bucket ${instance.recordingsBucket} with the prefix ${prefix}.`,
    ...protectionSteps(environment),
    ...recordingsKeySteps(environment),
    `Instance ${instance.alias}: its quota of concurrent active calls must be at least ${environment.quotas.concurrentCalls} (10 unless AWS raised it).`,
    ...agentEventSteps(environment),
    ...statusSteps(environment),
    ...hoursSteps(environment),
    ...promptSteps(environment),
    ...queueSteps(environment),
    ...transferSteps(environment),
    ...profileSteps(environment),
    ...numberSteps(environment),
    ...campaignSteps(environment),
    ...signInSteps(environment),
    ...pageSteps(environment),
    ...keySteps(environment),
    `Users of instance ${instance.alias}: give each agent the routing profile of their group and kind.`,
  ];
}

const protectionSteps = ({ retainState, deletionProtection }: Environment): readonly string[] =>
  retainState && !deletionProtection
    ? [
        'After the first deploy has succeeded: set deletionProtection: true and deploy again; until then the table and the state stack can be deleted by mistake.',
      ]
    : [];

const recordingsKeySteps = ({ instance, voicemail }: Environment): readonly string[] =>
  voicemail.transcription.enabled && instance.recordingsKeyArn === undefined
    ? [
        `Instance ${instance.alias}, data storage, call recordings: if that setting encrypts with a KMS key, name it as instance.recordingsKeyArn, or no recording can be transcribed.`,
      ]
    : [];

const agentEventSteps = ({ agentEvents, instance }: Environment): readonly string[] => [
  agentEvents.owner === 'managed'
    ? `Instance ${instance.alias}, data streaming: no agent event stream may be set yet; the deploy sets one and fails if there is one.`
    : `Instance ${instance.alias}, data streaming: agent events must go to ${agentEvents.streamArn}. If that stream is encrypted, customerKeyArn must name its key.`,
];

const statusSteps = ({ missedCallStatus, instance }: Environment): readonly string[] => [
  missedCallStatus.owner === 'managed'
    ? `Instance ${instance.alias}, agent statuses: a status "Missed call" of an earlier deploy is used again, else the deploy makes it; it must be no status in which calls are offered.`
    : `Agent status ${missedCallStatus.arn}: it must be called "Missed call" and be enabled.`,
];

const hoursSteps = ({ hours, groups }: Environment): readonly string[] => [
  ...(hours.owner === 'existing'
    ? [`Hours ${hours.arn}: they are used for every queue made here that has none of its own; keep them in Connect.`]
    : []),
  ...groups.flatMap((group) =>
    group.queues.flatMap((queue) =>
      queue.owner === 'managed' && queue.hours?.owner === 'existing'
        ? [`Hours ${queue.hours.arn}: they are used for the queue ${queue.name}; keep them in Connect.`]
        : [],
    ),
  ),
];

/** Whether Connect looks prompts up as a flow is published is not known. */
const promptSteps = (environment: Environment): readonly string[] => {
  const prompts = arnsIn(environment).filter(({ value }) => value.includes('/prompt/'));
  return [...new Set(prompts.map(({ value }) => value))].map(
    (arn) => `Prompt ${arn}: it must be in the instance, or the deploy fails, or callers hear nothing in its place.`,
  );
};

const queueSteps = ({ groups }: Environment): readonly string[] =>
  groups.flatMap((group) =>
    group.queues.flatMap((queue) =>
      queue.owner === 'existing'
        ? [`Queue ${queue.name} (${queue.arn}): set its hours of operation; its callers hear "closed" outside them.`]
        : [],
    ),
  );

/** A queue cannot name the quick connect that names it: CloudFormation knows no circles. */
const transferSteps = (environment: Environment): readonly string[] => {
  const queues = environment.groups.flatMap((group) => group.queues);
  return [
    `Quick connects ${list(queues.map(({ name }) => ({ name: named({ environment }, `to-${name}`) })))}: associate them with the queues whose agents may send callers on; or end a transfer flow of your own in ${named({ environment }, 'entry')} (docs/any-way-in.md).`,
  ];
};

const profileSteps = ({ groups, campaignManager }: Environment): readonly string[] =>
  groups.flatMap(({ name, queues, routingProfiles }) =>
    routingProfiles.owner === 'existing'
      ? routingProfiles.profiles.map(({ arn, kind }) =>
          kind === 'outbound'
            ? `Routing profile ${arn} (${name}, outbound): it must serve none of the queues ${list(queues)}.`
            : `Routing profile ${arn} (${name}, ${kind}): it must serve ${list(queues)} on channel VOICE with no delay and on channel TASK (for voicemail), one call at a time, with the availability timer "time since last activity"${orderOf(queues)}.`,
        )
      : longestProfile(queues, campaignManager) > queueConfigsTried
        ? [
            `Routing profiles of ${name}: they list ${longestProfile(queues, campaignManager)} entries, and Connect takes ${queueConfigsTried} in one call; if the deploy refuses them, make them in Connect and bring them.`,
          ]
        : [],
  );

/** Where queues have priorities: Connect's own offers go by the profile, ours by the environment. */
const orderOf = (queues: readonly { readonly name: string; readonly priority: number }[]): string =>
  new Set(queues.map(({ priority }) => priority)).size < 2
    ? ''
    : `, and with their calls in this order: ${[...queues]
        .sort((a, b) => a.priority - b.priority)
        .map(({ name, priority }) => `${name} (${priority})`)
        .join(', ')}`;

/** A profile of kind blended also lists the tether queue. */
const longestProfile = (queues: readonly unknown[], campaignManager: unknown): number =>
  queues.length * channelsOfQueue + (campaignManager === undefined ? 0 : 1);

/** A queue is one entry of a profile for VOICE and one for TASK. */
const channelsOfQueue = 2;
/** Whether CloudFormation splits longer lists into several calls is not known (docs/amazon-connect.md#cloudformation). */
const queueConfigsTried = 10;

const numberSteps = ({ numbers }: Environment): readonly string[] =>
  numbers.flatMap((number) =>
    number.owner === 'existing'
      ? [
          `Number ${number.name} (${number.arn}): the deploy takes it from the flow it has now and points it at ${number.queue}; the output MoveBack of the stack gives the command that moves it back at once.`,
        ]
      : [],
  );

const campaignSteps = (environment: Environment): readonly string[] => {
  const { campaignManager, groups, instance, quotas } = environment;
  if (campaignManager === undefined) return [];
  const { secret, tetherNumber, url } = campaignManager;
  const tetherQueue = named({ environment }, 'tether');
  return [
    secret.owner === 'managed'
      ? `Secret named by the output CampaignSecretArn of the stack ${named({ environment }, 'state')}: hand the value of "current" to whoever runs the Campaign Manager at ${url}, by a way fit for secrets; docs/deploy.md says how to change it without an interruption.`
      : `Secret ${secret.arn}: it must hold JSON {"current": "..."}, at least 16 characters, the same key as the Campaign Manager at ${url}; if a KMS key encrypts it, customerKeyArn must name that key.`,
    `Campaign Manager at ${url}: tell it the output IngressUrl of the stack ${named({ environment }, 'campaign-link')}, and the campaigns ${groups.flatMap((group) => group.campaigns).join(', ')} by these names.`,
    ...previewSteps(environment, url),
    ...(tetherNumber.owner === 'existing'
      ? [
          `Number ${tetherNumber.e164} (${tetherNumber.arn}): the deploy takes it from the flow it has now; only the Campaign Manager may know it.`,
        ]
      : []),
    ...groups.flatMap(({ name, routingProfiles }) =>
      routingProfiles.owner === 'existing'
        ? routingProfiles.profiles.flatMap(({ arn, kind }) =>
            kind === 'inbound'
              ? []
              : [
                  `Routing profile ${arn} (${name}, ${kind}): it must serve the queue ${tetherQueue} on channel VOICE with priority 1 and no delay${kind === 'blended' ? ', and every other queue with priority 2 or lower' : ''}.`,
                ],
          )
        : [],
    ),
    `Instance ${instance.alias}: every tether takes one of the ${quotas.concurrentCalls} concurrent calls, of which ${quotas.reservedInboundCalls} are left to callers; have the quota raised to the agents on the outbound side and the calls to be expected.`,
  ];
};

const previewSteps = ({ groups, agentPage }: Environment, url: string): readonly string[] => {
  const previews = groups.flatMap((group) => group.previewCampaigns);
  if (agentPage === undefined) {
    return [
      `Campaign Manager at ${url}: there is no agentPage, so none of its campaigns may dial in preview; every preview would time out.`,
    ];
  }
  return previews.length === 0
    ? []
    : [`Campaign Manager at ${url}: ${previews.join(', ')} dial in preview; agents answer on their page.`];
};

const heldBy = { userId: 'the id', username: 'the username', email: 'the e-mail address' } as const;

/** Of a user pool of ours; `agentPage` may be written only afterwards. */
const signInSteps = (environment: Environment): readonly string[] =>
  environment.signInPool === undefined
    ? []
    : [
        `User pool: deploy the stack ${named({ environment }, 'sign-in')} first; then write its outputs Issuer as agentPage.issuer, ClientId as agentPage.audience and Origin into pages.issuerOrigins, with agentPage.agentClaim and agentClaimHolds 'username', wallboard.supervisorClaim and operatorClaim 'cognito:groups', and wallboard.personClaim 'username'; and deploy the others.`,
        `User pool: make each person, with the username they have in instance ${environment.instance.alias}; put supervisors into the groups they supervise, and into operator whoever may use the kill switches.`,
      ];

const pageSteps = (environment: Environment): readonly string[] => {
  const { agentPage, instance, wallboard } = environment;
  if (agentPage === undefined) return [];
  const { issuer, audience, agentClaim, agentClaimHolds, origins } = agentPage;
  return [
    `Issuer ${issuer}: tokens for the audience ${audience} must hold, in the claim ${agentClaim}, ${heldBy[agentClaimHolds]} of the agent's user in instance ${instance.alias}; agents must not be able to set it themselves.`,
    ...(origins.length === 0
      ? []
      : [
          `Agent's page at ${origins.join(', ')}: tell it the output AgentPageUrl of the stack ${named({ environment }, 'agent-page')}.`,
        ]),
    ...siteSteps(environment, issuer),
    ...(wallboard === undefined
      ? []
      : [
          `Issuer ${issuer}: tokens of supervisors must list their groups in the claim ${wallboard.supervisorClaim}, say who they are in the claim ${wallboard.personClaim}, and for those who may use the kill switches have true, or the role operator, in the claim ${wallboard.operatorClaim}; nobody must be able to set these themselves.`,
        ]),
  ];
};

/** Sites that this application hosts. */
const siteSteps = (environment: Environment, issuer: string): readonly string[] => {
  const { pages, agentPage } = environment;
  if (pages === undefined) return [];
  const stack = named({ environment }, 'pages');
  return (['softphone', 'wallboard'] as const).flatMap((page) => {
    const site = pages[page];
    if (site === undefined) return [];
    const { address, certificateArn } = site;
    const output = page === 'softphone' ? 'Softphone' : 'Wallboard';
    if (address === undefined) {
      return [
        `Page ${page}: it has no address yet, so that the API answers it nothing. After the first deploy write pages.${page}.address: 'https://' and the output ${output}CloudFrontName of the stack ${stack} (or a name of your own, with certificateArn), and deploy again.`,
      ];
    }
    return [
      `Issuer ${issuer}: the client ${pages.clientId ?? agentPage?.audience} must be a public one (authorization code with PKCE, no secret, refresh tokens) that may lead back to ${address}/.`,
      ...(certificateArn === undefined
        ? []
        : [
            `Name ${new URL(address).hostname}: have it lead to the output ${output}CloudFrontName of the stack ${stack} (an alias or CNAME record).`,
          ]),
    ];
  });
};

const keySteps = ({ customerKeyArn, region }: Environment): readonly string[] =>
  customerKeyArn
    ? [
        `Key ${customerKeyArn}: it must be the key of the instance's storage, and its policy must let events.amazonaws.com and logs.${region}.amazonaws.com use it (kms:Decrypt, kms:GenerateDataKey, kms:DescribeKey, for logs also kms:Encrypt and kms:ReEncrypt*).`,
      ]
    : [];

const list = (queues: readonly { readonly name: string }[]): string => queues.map(({ name }) => name).join(', ');
