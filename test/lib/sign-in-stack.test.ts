import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseEnvironment } from '../../lib/configuration/parse-environment';
import { manualSteps } from '../../lib/manual-steps';
import { dev } from './example-environments';
import { devWith, inboundOnly, makeApplication, Synthesized } from './synthesized';

process.env['CDK_VALIDATION'] = 'false';
const leadsBackTo = ['https://softphone.example.com'];
const signInPool = { domainPrefix: 'acme-agents', leadsBackTo };

describe('the user pool for those without a provider', () => {
  const ours = new Synthesized(inboundOnly({ signInPool }));
  const one = (type: string) => {
    const found = ours.ofType(type);
    expect(found).toHaveLength(1);
    return found[0]?.Properties ?? {};
  };

  it('lets the pages in as a public client, by code with PKCE, and back to them only', () => {
    const client = one('AWS::Cognito::UserPoolClient');
    expect(client).toMatchObject({
      ...{ GenerateSecret: false, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] },
      ...{ AllowedOAuthFlowsUserPoolClient: true, PreventUserExistenceErrors: 'ENABLED' },
      ...{ CallbackURLs: ['https://softphone.example.com/'], LogoutURLs: ['https://softphone.example.com/'] },
      ...{ SupportedIdentityProviders: ['COGNITO'], AccessTokenValidity: 60, RefreshTokenValidity: 720 },
    });
    const both = new Synthesized(devWith({ signInPool })).ofType('AWS::Cognito::UserPoolClient')[0]?.Properties;
    expect(both?.['CallbackURLs']).toEqual([
      'https://softphone.example.com/',
      'https://softphone-dev.example.com/',
      'https://d111111abcdef8.cloudfront.net/',
    ]);
  });

  it('has people made by an administrator, with a second factor, in groups as the pages read them', () => {
    expect(one('AWS::Cognito::UserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      ...{
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        UsernameConfiguration: { CaseSensitive: false },
      },
    });
    const groups = ours.ofType('AWS::Cognito::UserPoolGroup').map(({ Properties }) => Properties['GroupName']);
    expect(groups).toEqual([...dev.groups.map(({ name }) => name), 'operator']);
    expect(one('AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: 'acme-agents' });
    expect(ours.ofType('AWS::Lambda::Function').filter(({ stack }) => stack === 'signIn')).toEqual([]);
  });

  it('gives what is to be written into the environment, and says so', () => {
    expect(Object.keys(ours.template('signIn').toJSON()['Outputs'])).toEqual(['Issuer', 'ClientId', 'Origin']);
    expect(ours.stacks.signIn?.dependencies).toEqual([]);
    expect(manualSteps(parseEnvironment(inboundOnly({ signInPool }), 'FILE'))).toContainEqual(
      expect.stringMatching(/^User pool: deploy the stack ccb-dev-sign-in first; then write its outputs Issuer/),
    );
  });

  it('is taken by the settings that the docs name', () => {
    const named = devWith({
      signInPool,
      agentPage: {
        issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc',
        ...{ audience: 'client', agentClaim: 'username', agentClaimHolds: 'username' },
      },
      wallboard: { supervisorClaim: 'cognito:groups', operatorClaim: 'cognito:groups', personClaim: 'username' },
    });
    expect(parseEnvironment(named, 'FILE').signInPool).toEqual(signInPool);
  });

  it('finds nothing with cdk-nag that is not acknowledged with its reason', () => {
    const { app } = makeApplication(inboundOnly({ signInPool }));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();
    const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports.flatMap(({ violations }: { violations: object[] }) => violations)).toEqual([]);
  });

  it.each([
    [{ domainPrefix: 'Acme' }, /signInPool\.domainPrefix: must be 1 to 63 small letters, digits and hyphens/],
    [{ domainPrefix: 'my-aws-pool' }, /signInPool\.domainPrefix: must not contain aws, amazon or cognito/],
    [
      { leadsBackTo: ['https://a.example.com/'] },
      /signInPool\.leadsBackTo\[0\]: must be an https origin without a path/,
    ],
    [{ leadsBackTo: [] }, /signInPool\.leadsBackTo: names no page, and no page of this application has an address/],
  ])('refuses %j', (changes, problem) => {
    const parse = () => parseEnvironment(inboundOnly({ signInPool: { ...signInPool, ...changes } }), 'FILE');
    expect(parse).toThrow(problem);
  });

  it('refuses a group called as that of operators', () => {
    const groups = dev.groups.map((group) => ({ ...group, name: 'operator' }));
    expect(() => parseEnvironment(devWith({ signInPool, groups }), 'FILE')).toThrow(/no group may be called so/);
  });
});
