import { join } from 'node:path';
import { putReplyOverHttp } from '../shared/custom-resource';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { clock, pausePort, siteStorePort } from '../shared/ports-from-environment';
import { filesBelow } from './bundled-files';
import { environment } from './contract';
import { makeHandler } from './handler';

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  readEnvironment(environment);
  return makeHandler({
    ...siteStorePort(),
    ...pausePort,
    ...tools,
    clock,
    filesOf: (page) => filesBelow(join(__dirname, 'pages', page)),
    putReply: putReplyOverHttp,
  });
});
