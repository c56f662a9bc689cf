import { Findings } from '../../../campaign-manager/conformance/kit/findings';
import { rows } from '../../../campaign-manager/conformance/kit/rows';
import { exitCodeOf, summary, table } from '../../../commands/terminal/conformance-table';

const someFindings = () => {
  const findings = new Findings();
  for (const { id } of rows) findings.holds(id);
  return findings;
};

describe('findings', () => {
  it('one that does not hold outweighs all that do', () => {
    const findings = someFindings();
    findings.fails('heartbeat', 'it came once');
    findings.holds('heartbeat');
    expect(findings.all().find(({ row }) => row.id === 'heartbeat')).toMatchObject({
      verdict: 'fails',
      details: ['it came once'],
    });
  });

  it('what was out of reach counts as not seen, however much of it held', () => {
    const findings = someFindings();
    findings.open('break', 'there was no agent');
    expect(findings.all().find(({ row }) => row.id === 'break')).toMatchObject({ verdict: 'open' });
    expect(exitCodeOf(findings.all())).toBe(1);
  });

  it('more of the same is counted, not listed', () => {
    const findings = new Findings();
    for (const number of [1, 2, 3, 3, 4, 5]) findings.fails('event-ids', `number ${number}`);
    expect(findings.all().find(({ row }) => row.id === 'event-ids')?.details).toEqual([
      'number 1',
      'number 2',
      'number 3',
      'and 2 more like this',
    ]);
  });
});

describe('the table', () => {
  const findings = someFindings();
  findings.fails('heartbeat', 'it came once');
  findings.skip('preview-twice', 'not asked for');
  const text = table(findings.all(), false);

  it('is plain where nobody sits at a terminal, and coloured where somebody does', () => {
    const control = String.fromCharCode(27);
    expect(text).not.toContain(control);
    expect(table(findings.all(), true)).toContain(`${control}[31mFAILS`);
  });

  it('says of what does not hold what was seen, and why it matters', () => {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('[heartbeat]'));
    expect(lines.slice(at, at + 3)).toEqual([
      '  FAILS     a heartbeat comes every 30 s [heartbeat]',
      '            it came once',
      '            why it matters: after 90 s without one no agent gets a tether any more',
    ]);
    expect(lines).toContain('  skipped   a second decision on the same preview changes nothing [preview-twice]');
  });

  it('ends with the sum', () => {
    expect(text.trimEnd().split('\n').at(-1)).toBe(summary(findings.all()));
    expect(summary(findings.all())).toBe(
      `${rows.length - 2} of ${rows.length - 1} hold, 1 fail, 0 not seen, 1 skipped`,
    );
  });
});
