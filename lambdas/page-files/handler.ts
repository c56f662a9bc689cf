import * as z from 'zod';
import type { Clock } from '../../core/clock';
import { publishSite, type SiteFile, type SiteStore, withdrawSite } from '../../core/deployment/publish-site';
import { configPath, type PageName, pageNames, readPageConfig } from '../../pages/contract/config';
import {
  answerCustomResource,
  type CustomResourcePorts,
  type CustomResourceRequest,
  type CustomResourceResult,
  neverMade,
  readProperties,
} from '../shared/custom-resource';
import type { PageFilesProperties } from './contract';

export interface PageFilesPorts extends CustomResourcePorts {
  readonly sites: SiteStore;
  readonly clock: Clock;
  /** The files that came with the function. */
  readonly filesOf: (page: PageName) => Promise<readonly SiteFile[]>;
}

const properties: z.ZodType<PageFilesProperties> = z.object({
  Bucket: z.string().min(1).max(63),
  Page: z.enum(pageNames),
  Config: z.string().min(2),
  Release: z.string(),
});

/** Puts a page where CloudFront serves it, for CloudFormation, with what the deploy tells it; empties the bucket in the end. */
export const makeHandler =
  (ports: PageFilesPorts) =>
  (event: unknown): Promise<void> =>
    answerCustomResource(ports, event, (request) => provide(ports, request));

async function provide(
  { sites, clock, filesOf }: PageFilesPorts,
  { RequestType, PhysicalResourceId, ResourceProperties }: CustomResourceRequest,
): Promise<CustomResourceResult> {
  if (RequestType === 'Delete') {
    const bucket = PhysicalResourceId ?? neverMade;
    await withdrawSite(sites, bucket);
    return { id: bucket };
  }
  const { Bucket, Page, Config } = readProperties(properties, ResourceProperties);
  const config = readPageConfig(JSON.parse(Config));
  const written = { key: configPath, body: Buffer.from(`${JSON.stringify(config, null, 2)}\n`) };
  const files = (await filesOf(Page)).filter(({ key }) => key !== configPath);
  await publishSite(sites, { bucket: Bucket, files: [written, ...files], now: clock.now() });
  return { id: Bucket };
}
