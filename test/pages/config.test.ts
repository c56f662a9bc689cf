import { type PageConfig, readPageConfig } from '../../pages/contract/config';

const softphone: PageConfig = {
  environment: 'dev',
  page: 'softphone',
  apiUrl: 'https://api.example.com',
  oidc: { authority: 'https://login.example.com', clientId: 'pages', scope: 'openid' },
  ccpUrl: 'https://example.my.connect.aws/ccp-v2/',
  region: 'eu-central-1',
  loginUrl: null,
  local: null,
  vdiPlatform: null,
};

describe('config.json of a page', () => {
  it('is taken as it stands', () => {
    expect(readPageConfig(softphone)).toEqual(softphone);
    const { ccpUrl: _, vdiPlatform: __, ...wallboard } = softphone as Extract<PageConfig, { page: 'softphone' }>;
    expect(readPageConfig({ ...wallboard, page: 'wallboard' })).toEqual({ ...wallboard, page: 'wallboard' });
  });

  it('is refused with everything that is wrong in it', () => {
    const { ccpUrl: _, ...rest } = softphone as Extract<PageConfig, { page: 'softphone' }>;
    expect(() =>
      readPageConfig({
        ...rest,
        ...{ apiUrl: 'api', oidc: { ...softphone.oidc, scope: 'profile' }, region: '', vdiPlatform: 'VMWARE' },
      }),
    ).toThrow(
      /config\.json of this site cannot be used: .*apiUrl: must be an address.*oidc\.scope: must contain openid.*region.*ccpUrl.*vdiPlatform: must be one of CITRIX, .*, or null/,
    );
  });
});
