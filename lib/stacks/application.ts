import { Annotations, type App, type StackProps, Tags } from 'aws-cdk-lib';
import { recordingWarnings } from '../configuration/caller-settings-of';
import { planWarnings } from '../configuration/plan-warnings';
import { accountOf, type Deployment, named } from '../deployment';
import { AgentPageStack } from './agent-page-stack';
import { CampaignLinkStack } from './campaign-link-stack';
import { ContactFlowsStack } from './contact-flows-stack';
import { PagesStack } from './pages-stack';
import { RoutingStack } from './routing-stack';
import { SignInStack } from './sign-in-stack';
import { StateStack } from './state-stack';

/** The stacks of one environment, in the order of their dependencies. */
export interface ApplicationStacks {
  readonly state: StateStack;
  readonly routing: RoutingStack;
  readonly contactFlows: ContactFlowsStack;
  /** Only where the environment has campaigns. */
  readonly campaignLink: CampaignLinkStack | undefined;
  /** Only where the environment says who vouches for agents. */
  readonly agentPage: AgentPageStack | undefined;
  /** Only where this application hosts the pages. */
  readonly pages: PagesStack | undefined;
  /** Only where the environment has a user pool of its own; apart from all others. */
  readonly signIn: SignInStack | undefined;
}

/**
 * The stacks of one environment, each depending only on those before it: state, routing, contact flows, campaign link,
 * agent page, pages.
 */
export function makeStacks(app: App, deployment: Deployment): ApplicationStacks {
  const { environment } = deployment;
  const common: StackProps = { env: { account: accountOf(environment), region: environment.region } };
  const state = new StateStack(app, named(deployment, 'state'), deployment, {
    ...common,
    description: `Blended call routing ${environment.name}: state`,
    terminationProtection: environment.deletionProtection,
  });
  for (const { id, message } of [...planWarnings(environment), ...recordingWarnings(environment)])
    Annotations.of(state).addWarningV2(id, message);
  const routing = new RoutingStack(app, named(deployment, 'routing'), deployment, {
    ...common,
    description: `Blended call routing ${environment.name}: routing`,
    state,
  });
  const contactFlows = new ContactFlowsStack(app, named(deployment, 'contact-flows'), deployment, {
    ...common,
    description: `Blended call routing ${environment.name}: contact flows`,
    planOfferArn: routing.functions.planOffer.function.functionArn,
    mapTetherArn: routing.blending.mapTether.function.functionArn,
    key: state.key,
  });
  routing.addStackDependency(state);
  contactFlows.addStackDependency(routing);
  const { campaignManager } = environment;
  const campaignLink =
    campaignManager && state.campaignSecretArn
      ? new CampaignLinkStack(app, named(deployment, 'campaign-link'), deployment, {
          ...common,
          description: `Blended call routing ${environment.name}: campaign link`,
          state,
          routing,
          campaignManager,
          secretArn: state.campaignSecretArn,
        })
      : undefined;
  campaignLink?.addStackDependency(contactFlows);
  const agentPage = environment.agentPage
    ? new AgentPageStack(app, named(deployment, 'agent-page'), deployment, {
        ...common,
        description: `Blended call routing ${environment.name}: agent page`,
        state,
        routing,
        settings: environment.agentPage,
      })
    : undefined;
  agentPage?.addStackDependency(campaignLink ?? contactFlows);
  const pages =
    agentPage && environment.agentPage && environment.pages
      ? new PagesStack(app, named(deployment, 'pages'), deployment, {
          ...common,
          description: `Blended call routing ${environment.name}: pages`,
          pages: environment.pages,
          agentPage: environment.agentPage,
          apiUrl: agentPage.url,
          key: state.key,
        })
      : undefined;
  if (agentPage) pages?.addStackDependency(agentPage);
  const signIn = environment.signInPool
    ? new SignInStack(app, named(deployment, 'sign-in'), deployment, {
        ...common,
        description: `Blended call routing ${environment.name}: sign-in`,
        terminationProtection: environment.deletionProtection,
        settings: environment.signInPool,
      })
    : undefined;
  const tags = { application: 'connect-call-blending', environment: environment.name, ...environment.tags };
  for (const [key, value] of Object.entries(tags)) {
    // AssociateLambdaFunction, which makes these, takes no tags.
    Tags.of(app).add(key, value, { excludeResourceTypes: ['AWS::Connect::IntegrationAssociation'] });
  }
  return { state, routing, contactFlows, campaignLink, agentPage, pages, signIn };
}
