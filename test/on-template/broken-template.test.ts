import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode } from '../../commands/terminal/run-options';
import { applicationOnTemplate } from '../../local-cloud/on-template/application-on-template';
import { playOn, scenarioNamed } from '../scenarios/scenario-files';
import { copiedAssembly, removeAssemblies, sharedAssembly } from './shared-assembly';

jest.setTimeout(300_000);
afterAll(removeAssemblies);

type Values = Record<string, unknown>;
type Resource = { Type: string; Properties: Values; DependsOn?: string[] };
type Resources = Record<string, Resource>;

/** Runs a scenario on a template after `mistake` was made in it; answers what the run complained of. */
async function complaintsAfter(
  mistake: (resources: Resources) => boolean,
  scenario = 'miss-then-next',
): Promise<readonly string[]> {
  const build = applicationOnTemplate({
    async assemble(environment) {
      const assembly = await copiedAssembly(await sharedAssembly(environment));
      let made = false;
      for (const file of readdirSync(assembly.folder).filter((name) => name.endsWith('.template.json'))) {
        const path = join(assembly.folder, file);
        const template = JSON.parse(readFileSync(path, 'utf8')) as { Resources: Resources };
        made = mistake(template.Resources) || made;
        writeFileSync(path, JSON.stringify(template));
      }
      if (!made) throw new Error('the mistake found nothing to break in the template');
      return assembly;
    },
  });
  const played = await playOn(build, scenarioNamed(scenario));
  expect(exitCode({ violations: played.summary.violations.length, failures: played.failures.length })).toBe(3);
  return played.failures;
}

const the = (resources: Resources, type: string, part: string): Resource | undefined =>
  Object.entries(resources).find(([id, resource]) => resource.Type === type && id.includes(part))?.[1];

interface Policy {
  readonly PolicyDocument: { readonly Statement: { Action: string | string[] }[] };
}

const withoutAction = (role: string, action: string) => (resources: Resources) => {
  const found = the(resources, 'AWS::IAM::Role', role);
  if (!found) return false;
  for (const policy of found.Properties['Policies'] as readonly Policy[]) {
    for (const statement of policy.PolicyDocument.Statement) {
      const actions = [statement.Action].flat().filter((name) => name !== action);
      statement.Action = actions.length > 0 ? actions : ['sts:GetCallerIdentity'];
    }
  }
  return true;
};

const remove = (resources: Resources, id: string | undefined): boolean => {
  if (id === undefined) return false;
  delete resources[id];
  for (const other of Object.values(resources)) {
    if (other.DependsOn) other.DependsOn = other.DependsOn.filter((name) => name !== id);
  }
  return true;
};
const idOf = (resources: Resources, type: string, part: string) =>
  Object.keys(resources).find((id) => resources[id]?.Type === type && id.includes(part));

it('the template as it is runs without a complaint', async () => {
  const played = await playOn(applicationOnTemplate({ assemble: sharedAssembly }), scenarioNamed('miss-then-next'));
  expect(played.failures).toEqual([]);
});

it('a permission that is missing is named: action, resource and role', async () => {
  const complaints = await complaintsAfter(withoutAction('AgentEvents', 'connect:UpdateContactRoutingData'));
  const all = complaints.join('\n');
  expect(all).toContain('connect:UpdateContactRoutingData');
  expect(all).toMatch(/instance\/[^ ]+\/contact\//);
  expect(all).toMatch(/[Rr]ole/);
});

it('a permission on an index that is missing is named', async () => {
  const complaints = await complaintsAfter(withoutAction('PlanOffer', 'dynamodb:Query'));
  expect(complaints.join('\n')).toMatch(/dynamodb:Query[\s\S]*ranked-agents/);
});

it('an event pattern that matches nothing is named by the event it misses', async () => {
  const complaints = await complaintsAfter((resources) => {
    const rule = the(resources, 'AWS::Events::Rule', 'ContactEvents');
    if (!rule) return false;
    Object.assign(rule.Properties['EventPattern'] as Values, { 'detail-type': ['Amazon Connect Contact Evnt'] });
    return true;
  });
  expect(complaints.join('\n')).toMatch(/QUEUED[\s\S]*no rule/i);
});

it('an environment variable that is missing is named with its function', async () => {
  const complaints = await complaintsAfter((resources) => {
    const found = the(resources, 'AWS::Lambda::Function', 'PlanOffer');
    if (!found) return false;
    delete (found.Properties['Environment'] as { Variables: Values }).Variables['TABLE_NAME'];
    return true;
  });
  expect(complaints.join('\n')).toMatch(/plan-offer[\s\S]*TABLE_NAME/);
});

it('a queue policy that lets no rule in is named', async () => {
  const complaints = await complaintsAfter((resources) =>
    remove(resources, idOf(resources, 'AWS::SQS::QueuePolicy', 'ContactEventsDeadLetters')),
  );
  expect(complaints.join('\n')).toMatch(/sqs:SendMessage[\s\S]*contact-events/i);
});

it('a Lambda that is not associated with the instance is named with the flow', async () => {
  const complaints = await complaintsAfter((resources) =>
    remove(resources, idOf(resources, 'AWS::Connect::IntegrationAssociation', 'PlanOffer')),
  );
  expect(complaints.join('\n')).toMatch(/inbound[\s\S]*plan-offer[\s\S]*associat/);
});

it('a Lambda that Connect may not invoke is named', async () => {
  const complaints = await complaintsAfter((resources) =>
    remove(resources, idOf(resources, 'AWS::Lambda::Permission', 'PlanOfferPermission')),
  );
  expect(complaints.join('\n')).toMatch(
    /connect\.amazonaws\.com[\s\S]*plan-offer|plan-offer[\s\S]*connect\.amazonaws\.com/,
  );
});

it('an event source whose function may not read it is named', async () => {
  const complaints = await complaintsAfter(withoutAction('AgentEvents', 'kinesis:GetRecords'));
  expect(complaints.join('\n')).toContain('kinesis:GetRecords');
});

it('a flow that cannot run is named with its action', async () => {
  const complaints = await complaintsAfter((resources) => {
    const flow = the(resources, 'AWS::Connect::ContactFlow', 'inboundqueue');
    if (!flow) return false;
    const text = JSON.stringify(flow.Properties['Content']);
    flow.Properties['Content'] = JSON.parse(text.replaceAll('UpdateContactRoutingCriteria', 'UpdateRoutingCriteria'));
    return true;
  }, 'nobody-idle-then-miss');
  expect(complaints.join('\n')).toMatch(/inbound-queue[\s\S]*UpdateRoutingCriteria/);
});

it('a property nobody knows is named', async () => {
  const complaints = await complaintsAfter((resources) => {
    const table = the(resources, 'AWS::DynamoDB::Table', 'Table');
    if (!table) return false;
    table.Properties['Sharding'] = 'yes';
    return true;
  });
  expect(complaints.join('\n')).toMatch(/AWS::DynamoDB::Table[\s\S]*Sharding/);
});
