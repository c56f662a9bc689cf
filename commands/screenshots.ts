/**
 * `npm run screenshots`: pictures of the softphone and of the wallboard for README and docs, into docs/pictures. Plays the default
 * scenario by `npm start` and looks at it with Chromium (/usr/bin/chromium, or CHROMIUM). Exit codes: 0 written, 1 the pages did not
 * show what is to be seen on the pictures.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const root = join(__dirname, '..');
const agent = 'ana';
const group = 'sales';

/** Addresses of the pages, once the run has printed them. */
function addressesFrom(run: ChildProcess): Promise<{ readonly softphone: string; readonly wallboard: string }> {
  let printed = '';
  return new Promise((resolve, reject) => {
    run.stdout?.on('data', (text: Buffer) => {
      printed += text.toString('utf8');
      const softphone = /^Softphone: (\S+)$/m.exec(printed)?.[1];
      const wallboard = /^Wallboard: (\S+)$/m.exec(printed)?.[1];
      if (softphone !== undefined && wallboard !== undefined) resolve({ softphone, wallboard });
    });
    run.once('exit', (code) => reject(new Error(`npm start ended with exit code ${code} before it printed its pages`)));
  });
}

async function signedIn(browser: Browser, address: string, name: string, height: number): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height }, permissions: [] });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name, exact: true }).click();
  return page;
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(root, 'docs', 'pictures', `${name}.png`), animations: 'disabled' });

async function takePictures(browser: Browser, run: ChildProcess): Promise<void> {
  const { softphone, wallboard } = await addressesFrom(run);
  const agentsPage = await signedIn(browser, softphone, agent, 900);
  await agentsPage.getByRole('button', { name: 'Take over' }).click();
  await agentsPage.getByRole('button', { name: 'End customer' }).waitFor({ timeout: 120_000 });
  await picture(agentsPage, 'softphone');
  const board = await signedIn(browser, wallboard, `supervisor-${group}`, 1_000);
  await board
    .getByRole('table', { name: 'Agents' })
    .getByRole('row', { name: new RegExp(`^${agent} `) })
    .waitFor();
  await picture(board, 'wallboard');
}

async function main(): Promise<void> {
  const run = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
  });
  try {
    await takePictures(browser, run);
    process.stdout.write('docs/pictures/softphone.png and docs/pictures/wallboard.png are written.\n');
  } finally {
    await browser.close();
    // The run's own process, too, and not only the script in front of it.
    if (run.exitCode === null && run.pid !== undefined) process.kill(-run.pid, 'SIGINT');
  }
}

main().catch((problem: unknown) => {
  process.stderr.write(`no pictures: ${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exitCode = 1;
});
