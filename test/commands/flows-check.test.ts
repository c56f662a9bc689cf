import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { action, flowOf, goTo, say } from '../contact-flows/sample-flow';

const root = join(__dirname, '..', '..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flows-check-'));
  const file = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  const message = flowOf(say('a', 'end'));
  file('clean.json', `\uFEFF${JSON.stringify(message)}`);
  file('hold.json', JSON.stringify({ type: 'CUSTOMER_HOLD', flow: message }));
  file('long.json', JSON.stringify(flowOf({ ...say('a', 'end'), Parameters: { Text: 'a'.repeat(3_001) } })));
  file('token.json', JSON.stringify(flowOf({ ...say('a', 'end'), Parameters: { Text: '${Greeting}' } })));
  file('module.json', JSON.stringify({ ...message, Settings: {} }));
  file('unknown.json', JSON.stringify(flowOf(action('a', 'Teleport', {}, goTo('end')))));
  file('broken.json', '{ "Version": ');
  file('list.json', '[]');
  file('no-type.json', JSON.stringify({ type: 'QUEUE', flow: message }));
  file('latin1.json', new Uint8Array([0x22, 0xe9, 0x22]));
});
afterAll(() => rmSync(folder, { recursive: true }));

function check(...args: string[]) {
  const command = ['--import', 'tsx', join(root, 'commands', 'flows-check.ts'), ...args];
  const env = { ...process.env, TYPED_IN: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

describe('flows:check', () => {
  it('has exit code 0 for what is clean, advised against or not checked', () => {
    const { status, stdout, stderr } = check('clean.json', 'token.json', 'module.json', 'unknown.json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n').map((line) => line.slice(0, 60))).toEqual([
      'clean.json: nothing speaks against it',
      'token.json: nothing speaks against it',
      expect.stringMatching(/^module\.json: not checked: This is a flow module/),
      expect.stringMatching(/^unknown\.json: not checked: "a": Nothing is known/),
      '',
    ]);
  });

  it('says of what is refused where it was learnt, and has exit code 1', () => {
    const { status, stdout } = check('clean.json', 'hold.json', 'long.json');
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /hold\.json: refused: "a": MessageParticipant is not allowed in a CUSTOMER_HOLD flow.*docs\/amazon-connect\.md/,
    );
    expect(stdout).toMatch(
      /long\.json: refused: "a": Text has 3001 characters.*prompt-length; docs\/amazon-connect\.md/,
    );
  });

  it.each([
    ['broken.json', /it is no JSON/],
    ['list.json', /it holds a list/],
    ['no-type.json', /the type is "QUEUE"; it must be one of CONTACT_FLOW/],
    ['latin1.json', /not text in UTF-8/],
    ['absent.json', /there is no such file/],
    ['.', /it is a folder/],
  ])('cannot read %s, says why, and has exit code 2, whatever the other files are', (file, why) => {
    const { status, stderr, stdout } = check('long.json', file);
    expect(status).toBe(2);
    expect(stderr).toMatch(why);
    expect(stdout).toMatch(/long\.json: refused/);
  });

  it('takes --type for files that do not say theirs', () => {
    expect(check('clean.json', '--type', 'AGENT_HOLD').status).toBe(1);
    expect(check('clean.json', '--type', 'CUSTOMER_QUEUE').status).toBe(0);
    expect(check('hold.json', '--type', 'CONTACT_FLOW').status).toBe(1);
    expect(check('clean.json', '--type', 'MODULE').stdout).toMatch(/not checked/);
  });

  it.each([[[]], [['clean.json', '--type', 'HOLD']], [['clean.json', '--strict']]])(
    'refuses the options %j',
    (args) => {
      const { status, stderr } = check(...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/\w/);
    },
  );
});
