import { unshowable } from '../../../../campaign-manager/reference/lists/unshowable';

/** As Windows-1252 shows the bytes of UTF-8. */
const misread = ['GroÃŸ', 'MÃœLLER', 'Ã–zil', 'Ã„rger', 'JosÃ©', 'WaÅ‚Ä™sa', 'NovÃ¡k', 'â‚¬ 5', 'donâ€™t', 'ðŸŽ‰'];

it.each(misread)('recognises the UTF-8 in %j', (text) => {
  expect(unshowable(text)).toMatch(/UTF-8 that was opened as Windows-1252 and saved; write its letters again$/);
});

it.each([
  'Groß',
  'MÜLLER',
  'SÃO PAULO',
  '„Fuß“',
  'Wałęsa',
  'Åse',
  'Ærø',
  'CAFÉ\u00A0:',
  '„Ä“',
  '€ 5',
  '🎉',
  'Zoë',
  'À la',
])('leaves %j alone', (text) => {
  expect(unshowable(text)).toBeNull();
});
