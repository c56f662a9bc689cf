import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { operatorRole } from '../../lambdas/shared/contract';
import { originsOf } from '../configuration/pages';
import { type Deployment, named } from '../deployment';
import type { SignInPool as Settings } from '../environments/schema';

/** How long a token counts; whoever leaves has access for so long at most. */
const tokenLife = Duration.hours(1);

/** A shift and a half: agents sign in once a shift. */
const refreshLife = Duration.hours(12);

/**
 * Who may sign in to the pages, for those without a provider: usernames as in Connect, made by an administrator, a second factor by
 * an app; a public client (code with PKCE, no secret); a group for each group that is supervised, and one of operators.
 */
export class SignInPool extends Construct {
  /** As its tokens name it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Where people sign in, and the pages get tokens. */
  readonly origin: string;

  constructor(scope: Construct, id: string, deployment: Deployment, { domainPrefix, leadsBackTo }: Settings) {
    super(scope, id);
    const { environment } = deployment;
    const { pages, groups, retainState, deletionProtection } = environment;
    const pool = new UserPool(this, 'Users', {
      userPoolName: named(deployment, 'people'),
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        ...{ minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection,
      removalPolicy: retainState ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const [rule, reason] of Object.entries(acknowledged))
      Validations.of(pool).acknowledge({ id: `AwsSolutions-${rule}`, reason });
    for (const groupName of [...groups.map(({ name }) => name), operatorRole]) {
      pool.addGroup(`Group-${groupName}`, { groupName });
    }
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI,
    });
    const addresses = originsOf(pages, leadsBackTo).map((origin) => `${origin}/`);
    const client = pool.addClient('Pages', {
      userPoolClientName: named(deployment, 'pages'),
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: addresses,
        logoutUrls: addresses,
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      accessTokenValidity: tokenLife,
      idTokenValidity: tokenLife,
      refreshTokenValidity: refreshLife,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    });
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    this.origin = domain.baseUrl();
  }
}

const acknowledged: Readonly<Record<string, string>> = {
  COG8: 'Threat protection is of the plan Plus, whose price for each person is more than that of everything else here; a second factor is demanded of everybody.',
};
