import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time, where the machine counts it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * How long the longest task of a page's main thread took while `acts` went on, ms of processor time: a task that waits for a
 * processor which others use is no longer by that. Throws where Chromium traced no task.
 */
export async function longestTask(page: Page, acts: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser to trace');
  const categories = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'];
  await browser.startTracing(page, { categories });
  await acts();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = traceEvents.flatMap((event) =>
    event.ph === 'X' && event.name === 'RunTask' && main.has(threadOf(event)) && event.tdur !== undefined
      ? [event.tdur / 1000]
      : [],
  );
  if (tasks.length === 0) throw new Error('Chromium traced no task of the page');
  return Math.max(...tasks);
}
