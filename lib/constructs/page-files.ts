import { join } from 'node:path';
import { CustomResource, FileSystem } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import * as contract from '../../lambdas/page-files/contract';
import { customResourceSeconds } from '../../lambdas/shared/contract';
import type { PageName } from '../../pages/contract/config';
import type { CustomerKey, Deployment } from '../deployment';
import { customResourceTimeout, RoutedFunction } from './routed-function';

/** One page, where it goes, and what it is told (`config.json`, as text). */
export interface PageToPublish {
  readonly page: PageName;
  readonly bucket: IBucket;
  readonly config: string;
}

/** Puts the pages into their buckets during a deploy: the files come with the function, so that they are of one version. */
export class PageFiles extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, pages: readonly PageToPublish[], key: CustomerKey) {
    super(scope, id);
    const name = 'page-files';
    const buckets = pages.map(({ bucket }) => bucket);
    const publisher = new RoutedFunction(this, 'Publisher', deployment, {
      name,
      description: 'Puts the files of the pages into their buckets during a deploy',
      contract,
      variables: {},
      permissions: [
        {
          actions: ['s3:PutObject', 's3:DeleteObject'],
          resources: buckets.map((bucket) => bucket.arnForObjects('*')),
          wildcardBecause: 'The files of a page have names made of what is in them.',
        },
        { actions: ['s3:ListBucket'], resources: buckets.map((bucket) => bucket.bucketArn) },
      ],
      timeoutSeconds: customResourceSeconds.function,
      memory: 1024,
      key,
    });
    const release = FileSystem.fingerprint(join(deployment.bundles, name));
    for (const { page, bucket, config } of pages) {
      const properties: contract.PageFilesProperties = {
        Bucket: bucket.bucketName,
        Page: page,
        Config: config,
        Release: release,
      };
      new CustomResource(this, page, {
        serviceToken: publisher.function.functionArn,
        serviceTimeout: customResourceTimeout,
        resourceType: contract.pageFilesResourceType,
        properties: { ...properties },
      });
    }
  }
}
