import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnApprovedOrigin } from 'aws-cdk-lib/aws-connect';
import type { Construct } from 'constructs';
import { type PageConfig, pageNames } from '../../pages/contract/config';
import { PageFiles } from '../constructs/page-files';
import { ccpUrlOf } from '../constructs/page-policy';
import { PageSite } from '../constructs/page-site';
import type { CustomerKey, Deployment } from '../deployment';
import type { AgentPage, Pages } from '../environments/schema';

export interface PagesStackProps extends StackProps {
  readonly pages: Pages;
  /** Who vouches for people, and where the pages' API is. */
  readonly agentPage: AgentPage;
  readonly apiUrl: string;
  readonly key: CustomerKey;
}

/** The pages of agents and supervisors: their files, who serves them, and what they are told. */
export class PagesStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: PagesStackProps) {
    const { pages, agentPage, apiUrl, key, ...stackProps } = props;
    super(scope, id, stackProps);
    const { environment } = deployment;
    const { instance } = environment;
    const { issuer } = agentPage;
    const told = {
      environment: environment.name,
      apiUrl,
      oidc: { authority: issuer, clientId: pages.clientId ?? agentPage.audience, scope: pages.scope },
      region: environment.region,
      loginUrl: pages.loginUrl ?? null,
      local: pages.controlUrl === undefined ? null : { controlUrl: pages.controlUrl },
    };
    const toldTo: Readonly<Record<(typeof pageNames)[number], PageConfig>> = {
      softphone: {
        ...{ page: 'softphone', ...told, ccpUrl: ccpUrlOf({ pages, instance }) },
        vdiPlatform: pages.softphone.vdiPlatform ?? null,
      },
      wallboard: { page: 'wallboard', ...told },
    };
    const sites = pageNames
      .filter((page) => pages[page] !== undefined)
      .map((page) => {
        const site = new PageSite(this, titles[page], deployment, { page, apiUrl, issuer, pages, instance });
        new CfnOutput(this, `${titles[page]}Url`, {
          value: `${site.address}/`,
          description: `The ${page} (docs/pages.md)`,
        });
        new CfnOutput(this, `${titles[page]}CloudFrontName`, {
          value: site.domainName,
          description: `What the name of the ${page} must lead to`,
        });
        return { page, site, config: this.toJsonString(toldTo[page]) };
      });
    new PageFiles(
      this,
      'Files',
      deployment,
      sites.map(({ page, site: { bucket }, config }) => ({ page, bucket, config })),
      key,
    );
    const softphone = sites.find(({ page }) => page === 'softphone');
    // Connect lets itself be framed by origins it was told of, and by no other.
    if (softphone) {
      new CfnApprovedOrigin(this, 'ApprovedOrigin', { instanceId: instance.arn, origin: softphone.site.address });
    }
  }
}

const titles = { softphone: 'Softphone', wallboard: 'Wallboard' } as const;
