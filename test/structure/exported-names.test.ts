import { type Exported, exportedBy } from './exported';
import { sources } from './imports';

/** What is deployed: a name of theirs means one thing in the whole project. */
const deployed = ['core', 'adapters', 'lambdas'];
const others = [
  ...['account', 'bench', 'bin', 'campaign-manager', 'clock', 'commands', 'contact-flows', 'documents', 'lib'],
  ...['local-cloud', 'pages', 'simulator', 'what-if'],
];

const all = [...deployed, ...others].flatMap(sources).flatMap(exportedBy);

/** Every Lambda exports these, and names them for whoever bundles, deploys and calls it (`lambdas/*`); so does every environment. */
const entryPoint = /^lambdas\/[^/]+\/(?:contract|deployed|handler)\.ts$|^lib\/environments\//;
const entryPointNames = new Set(['environment', 'handler', 'makeHandler', 'routes']);

const ofConnect =
  "Amazon Connect's own word: simulator/connect has the thing as Connect does, and knows nothing of ours";
const ofContract = 'the same id, with the bounds that the contract with the Campaign Manager sets it';
const ofEnvironment = 'the same words, for environment files: lib imports nothing of the core';

/** Names that are exported with two declarations of one meaning, each with the reason why there are two. */
const twice: Readonly<Record<string, string>> = {
  AgentContact: ofConnect,
  AgentContactState: ofConnect,
  AgentStatus: ofConnect,
  ContactEventType: ofConnect,
  CriteriaStep: ofConnect,
  Proficiency: ofConnect,
  describeContact: ofConnect,
  agentId: ofContract,
  moveId: ofContract,
  previewId: ofContract,
  tetherId: ofContract,
  AgentKind: ofEnvironment,
  Side: ofEnvironment,
  agentKinds: ofEnvironment,
  sides: ofEnvironment,
};

const declarations = new Map<string, readonly Exported[]>();
for (const one of all.filter(({ file, name }) => !(entryPoint.test(file) && entryPointNames.has(name))))
  declarations.set(one.name, [...(declarations.get(one.name) ?? []), one]);
const filesOf = (found: readonly Exported[]): readonly string[] => [...new Set(found.map(({ file }) => file))];
const isDeployed = (file: string): boolean => deployed.some((room) => file.startsWith(`${room}/`));
const shared = [...declarations].flatMap(([name, found]) => {
  const files = filesOf(found);
  return files.length > 1 && files.some(isDeployed) ? [{ name, files }] : [];
});

describe('a name that the core, the adapters or the Lambdas export', () => {
  it('is declared nowhere else with another meaning', () => {
    expect(shared.filter(({ name }) => !Object.hasOwn(twice, name))).toEqual([]);
  });

  it('has two declarations at most, where it has a reason', () => {
    expect(shared.filter(({ files }) => files.length > 2)).toEqual([]);
  });

  it('needs a reason no longer than it has two', () => {
    const names = new Set(shared.map(({ name }) => name));
    expect(Object.keys(twice).filter((name) => !names.has(name))).toEqual([]);
  });
});
