import fc from 'fast-check';
import { cleaned, cleaningReplacer, cleanText } from '../../adapters/aws/clean-log';

describe('a text in a log line', () => {
  it.each([
    ['the customer +49 151 12345678 asked', 'the customer ***78 asked'],
    ['tel:+4915112345678', 'tel:***78'],
    ['0049 (30) 123456', '***56'],
    ['(030) 123 456', '***56'],
    ['0171/1234567', '***67'],
    ['(555) 123-4567', '***67'],
    ['lead_4915112345678', 'lead_***78'],
    ['347 1234567', '***67'],
    ['cell. 347 12 34 567', 'cell. ***67'],
    ['912 34 56 78', '***78'],
    ['612-345-678', '***78'],
    ['+49_30_123456', '***56'],
    ['+49,30,123456', '***56'],
    ['+49 · 30 · 123456', '***56'],
    ['+49（030）1234567', '***67'],
    ['+49\u00ad30\u00ad123456', '***56'],
    ['＋４９１５１１２３４５６７８', '***７８'],
    ['unknown token 04711893', 'unknown token ***93'],
    ['04711893', '***93'],
    ['Authorization: Bearer abc.def', 'Authorization: [secret]'],
    ['eyJhbGciOiJub25l.eyJzdWIiOiJhIn0.sig', '[secret]'],
    ['https://s3/x?X-Amz-Signature=ab12&a=1', 'https://s3/x?[secret]&a=1'],
  ])('%j reads %j', (text, shown) => {
    expect(cleanText(text)).toBe(shown);
    expect(cleanText(shown)).toBe(shown);
  });

  it.each([
    '12345678-1234-4123-8123-123456789012 rang',
    'arn:aws:connect:eu-central-1:111122223333:instance/i-1',
    'cancel at 1767607230000',
    'record 49590338271490256608559692538361571095921575989136588898 failed',
    '2026-01-05T09:00:00.123Z',
    'waited 120 s of 3600',
    'offer/seconds is 1000000; it must be 22 to 120',
    'renewals-18/2',
    'u-1:17',
    'at most 5 + 2 a second',
    '2026-01-05T09:00:00+01:00, 2 of 3',
    'from 192.168.100.200',
    'waited 120 s, 30 s, 600 s',
  ])('%j stays', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  it('is cut where it is long', () => {
    const shown = cleanText('x'.repeat(60_000));
    expect(shown).toBe(`${'x'.repeat(2_000)}... and 58000 characters more`);
  });

  const spelling = fc.tuple(
    fc.constantFrom('+', '00', '+ '),
    fc.array(fc.constantFrom(...'123456789'), { minLength: 9, maxLength: 13 }),
    fc.constantFrom('', ' ', '-', '.', ' / ', '\u00a0', '\u2011'),
    fc.integer({ min: 2, max: 4 }),
  );
  const spelt = spelling.map(([lead, digits, gap, width]) => {
    const parts = digits.join('').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
    return { text: lead + parts.join(gap), digits: digits.join('') };
  });
  const around = fc.constantFrom('', ' ', '"', 'tel:', '(', '; ', '\n');

  it.each([31, 32, 33, 34])('never shows a number, however spelt and wherever it stands (seed %i)', (seed) => {
    fc.assert(
      fc.property(spelt, around, around, ({ text, digits }, before, after) => {
        const inside = `${before}${text}${after}`;
        const decision = cleaned({ [inside]: true, inputs: { figures: [inside] }, contact: text }) as object;
        for (const shown of [JSON.stringify(decision), JSON.stringify({ reason: inside }, cleaningReplacer)]) {
          for (const left of shown.match(/\p{Nd}+/gu) ?? []) expect(left).toBe(digits.slice(-2));
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('a value in a log line', () => {
  it('loses the fields that hold secrets, in any case and at any depth', () => {
    expect(cleaned({ inputs: { Token: 'x', tokenDigits: 8 }, headers: [{ authorization: 'y' }] })).toEqual({
      inputs: { tokenDigits: 8 },
      headers: [{}],
    });
    expect(JSON.stringify({ a: { token: 'x', n: '+4915112345678' } }, cleaningReplacer)).toBe('{"a":{"n":"***78"}}');
  });

  it('does not show a telephone number as a number either', () => {
    const value = { number: 4915112345678, at: 1767607230000, seconds: 1_000_000, share: 0.1234567890123 };
    const shown = { ...value, number: '***78' };
    expect(cleaned(value)).toEqual(shown);
    expect(JSON.parse(JSON.stringify(value, cleaningReplacer))).toEqual(shown);
  });

  it('is small, whatever it is', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(JSON.stringify(cleaned(deep)).length).toBeLessThan(100);
    expect(cleaned(Array.from({ length: 102 }, () => 1))).toHaveLength(101);
    fc.assert(
      fc.property(fc.anything(), (value) => void cleaned(value)),
      { numRuns: 300, seed: 5 },
    );
  });
});
