import type { SimulatedAgent } from '../../../simulator/people/agent';
import type { AgentScript } from '../../../simulator/people/agent-script';
import { anOffice, type Office } from './office';

/** ana, who is shown contact p1 at 10 s, and others as told. */
function shown(script: Partial<AgentScript>, ...previews: readonly [at: number, previewId: string][]) {
  const office = anOffice();
  const ana = office.hire('ana', script);
  for (const [at, previewId] of [[10, 'p1'] as const, ...previews]) show(office, ana, at, previewId);
  return { office, ana };
}
function show(office: Office, ana: SimulatedAgent, at: number, previewId: string): void {
  office.at(at, () => {
    office.previews.set(ana.userId, previewId);
    ana.previewShown(previewId);
  });
}

test('an agent answers each contact as scripted, the last entry again and again', async () => {
  const { office } = shown(
    {
      previews: [
        { answer: 'accept', after: 4 },
        { answer: 'reject', after: 0 },
        'ignore',
        { answer: 'close', after: 30 },
      ],
    },
    [20, 'p2'],
    [30, 'p3'],
    [50, 'p4'],
    [90, 'p5'],
  );
  await office.to(200);
  expect(office.answers).toEqual(['14 ana p1 accept', '20 ana p2 reject', '80 ana p4 close', '120 ana p5 close']);
});

test('without a script they accept after 5 s, on a plain softphone too', async () => {
  const { office } = shown({ page: 'plain-ccp' });
  await office.to(60);
  expect(office.answers).toEqual(['15 ana p1 accept']);
});

test('nobody answers what was decided meanwhile, nor on a page that is closed', async () => {
  const decided = shown({});
  decided.office.at(13, () => decided.office.previews.clear());
  const next = shown({ previews: [{ answer: 'accept', after: 5 }, 'ignore'] }, [12, 'p2']);
  const closed = shown({ timeline: [{ at: 14, do: 'close-page' }] });
  for (const { office } of [decided, next, closed]) {
    await office.to(60);
    expect(office.answers).toEqual([]);
  }
});

test('who gets an error answers again, for as long as it is shown', async () => {
  const { office } = shown({});
  office.outage.answers = 2;
  await office.to(60);
  expect(office.answers).toEqual(['17 ana p1 accept']);
});

describe('the heartbeat', () => {
  test('comes from our page at once and every 15 s, and stops with the page', async () => {
    const office = anOffice();
    office.hire('ana', {
      timeline: [
        { at: 40, do: 'close-page' },
        { at: 70, do: 'open-page' },
      ],
    });
    await office.to(90);
    expect(office.heartbeats).toEqual(['0 ana', '15 ana', '30 ana', '70 ana', '85 ana']);
  });

  test('does not double when the page is closed and opened in one breath', async () => {
    const office = anOffice();
    office.hire('ana', {
      timeline: [
        { at: 20, do: 'close-page' },
        { at: 20, do: 'open-page' },
      ],
    });
    await office.to(40);
    expect(office.heartbeats).toEqual(['0 ana', '15 ana', '20 ana', '35 ana']);
  });

  test.each(['plain-ccp', 'closed'] as const)('never comes from a page %s', async (page) => {
    const office = anOffice();
    office.hire('ana', { page });
    await office.to(60);
    expect(office.heartbeats).toEqual([]);
  });
});
