import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

function render(...args: string[]) {
  const command = ['--import', 'tsx', join('commands', 'flows-render.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('flows:render', () => {
  it('refuses an environment it does not know, and names those it knows', () => {
    const { status, stdout, stderr } = render('-c', 'env=nowhere');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/no environment "nowhere".*dev/);
  });

  it.each([
    [['-c', 'env'], 'key=value'],
    [[], "required option '-c, --context <key=value>'"],
    [['-c', 'env=dev', '--format', 'yaml'], "unknown option '--format'"],
  ])('refuses the options %j', (args, sentence) => {
    const { status, stderr } = render(...args);
    expect({ status, said: stderr.includes(sentence) }).toEqual({ status: 2, said: true });
  });
});
