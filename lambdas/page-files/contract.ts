import type { PageName } from '../../pages/contract/config';
import { baseEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment] as const;

/** Puts the files of a page into its bucket; the files come with the function, in `pages/<page>/` beside its code. */
export const pageFilesResourceType = 'Custom::PageFiles';

/** `ResourceProperties` of the custom resource, besides ServiceToken. Its physical id is the bucket's name. */
export interface PageFilesProperties {
  readonly Bucket: string;
  readonly Page: PageName;
  /** What is written as `config.json`: JSON of pages/contract/config.ts. */
  readonly Config: string;
  /** Changes with the files, so that CloudFormation asks again. */
  readonly Release: string;
}
