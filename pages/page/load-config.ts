import { configPath, type PageConfig, type PageName, readPageConfig } from '../contract/config';

/** What the deploy tells this page. Fails with a sentence. */
export async function loadConfig<Name extends PageName>(page: Name): Promise<Extract<PageConfig, { page: Name }>> {
  const response = await fetch(configPath, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${configPath} of this site answers ${response.status}`);
  const config = readPageConfig(await response.json());
  if (config.page !== page)
    throw new Error(`${configPath} of this site is for the ${config.page}, and this is the ${page}`);
  return config as Extract<PageConfig, { page: Name }>;
}
