import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prod } from './example-environments';
import { Synthesized, stackNames } from './synthesized';

const synthesized = new Synthesized(prod);

/** The IAM service whose actions make a resource, where it is not called as CloudFormation's type is. */
const services: Readonly<Record<string, string>> = { ApiGatewayV2: 'apigateway', CloudFormation: 'lambda' };

const needed = new Set(
  stackNames.flatMap((name) =>
    synthesized.stacks[name]
      ? Object.values(synthesized.resources(name)).map(({ Type }) => {
          const [vendor, service = ''] = Type.split('::');
          // A resource of ours is made by a function of ours, which CloudFormation invokes.
          return vendor === 'Custom' ? 'lambda' : (services[service] ?? service.toLowerCase());
        })
      : [],
  ),
);

test('docs/deploy.md names each service that a deploy makes something of, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'deploy.md'), 'utf8');
  const [, section = ''] = page.split('### Who may deploy');
  const rows = [...(section.split('\n### ')[0] ?? '').matchAll(/^\| `([a-z0-9]+)` /gm)].map(([, service]) => service);
  // A key of the customer's is brought: no resource shows it.
  expect(rows.filter((service) => service !== 'kms').sort()).toEqual([...needed].sort());
});
