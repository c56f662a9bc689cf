import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type Deployment, named } from '../deployment';
import { contentSecurityPolicy, type PagePolicySettings, permissionsPolicy } from './page-policy';

/** A page's files in a bucket nobody can reach, served by CloudFront with the headers of the page's policy. */
export class PageSite extends Construct {
  readonly bucket: IBucket;
  /** Where browsers find it, without a slash at the end. */
  readonly address: string;
  /** CloudFront's own name for it. */
  readonly domainName: string;

  constructor(scope: Construct, id: string, deployment: Deployment, policy: PagePolicySettings) {
    super(scope, id);
    const { page, pages } = policy;
    const { address, certificateArn } = pages[page] ?? {};
    const name = named(deployment, page);
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // Every file comes from the build again; the function that puts them there empties it before it is deleted.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Its declaration says `isWebsite?: boolean | undefined`, the interface's leaves `undefined` out.
    this.bucket = bucket as IBucket;
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds the files of a page, the same for everybody, and CloudFront alone reads them.',
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: name,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      ...(address !== undefined &&
        certificateArn !== undefined && {
          domainNames: [new URL(address).hostname],
          certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
        }),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        // As long as each file says: names under assets/ for ever, all others not at all.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: new ResponseHeadersPolicy(this, 'Headers', {
          responseHeadersPolicyName: `${name}-${Stack.of(this).region}`,
          comment: `What browsers may do with ${name}`,
          securityHeadersBehavior: {
            contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(policy), override: true },
            contentTypeOptions: { override: true },
            frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
            referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
            strictTransportSecurity: {
              accessControlMaxAge: Duration.days(365),
              includeSubdomains: true,
              override: true,
            },
          },
          customHeadersBehavior: {
            // No Cross-Origin-Opener-Policy: the window in which somebody signs in again must find the page that opened it.
            customHeaders: [{ header: 'Permissions-Policy', value: permissionsPolicy(policy), override: true }],
          },
        }),
      },
    });
    for (const [rule, reason] of Object.entries(acknowledged(certificateArn !== undefined)))
      Validations.of(distribution).acknowledge({ id: `AwsSolutions-${rule}`, reason });
    this.domainName = distribution.distributionDomainName;
    this.address = address ?? `https://${this.domainName}`;
  }
}

const acknowledged = (ownName: boolean): Readonly<Record<string, string>> => ({
  CFR1: 'Agents work from wherever their centre lets them; signing in decides who sees anything.',
  CFR2: 'It serves files that are the same for everybody and takes no request with a body; the API has limits of its own.',
  CFR3: 'It serves files that are the same for everybody; who asked for what is in the access log of the API.',
  ...(ownName
    ? {}
    : { CFR4: "With CloudFront's own name its own certificate sets the protocol; a name of yours gets TLS 1.2." }),
});
