import { catalogues, languageOf, speech } from '../../pages/messages/catalogue';
import { en } from '../../pages/messages/en';

const placeholders = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(Object.entries(catalogues))('the catalogue %s', (_, catalogue) => {
  it('has the keys of English, each with something to say', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
    expect(Object.values(catalogue).filter((text) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.keys(en) as readonly (keyof typeof en)[])('%s has the placeholders of English', (key) => {
    expect(placeholders(catalogue[key])).toEqual(placeholders(en[key]));
  });
});

describe('languageOf', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'es-MX'], 'es'],
    [['', 'xx'], 'en'],
    [['constructor'], 'en'],
  ])('of %j is %s', (wanted, language) => {
    expect(languageOf(wanted)).toBe(language);
  });
});

describe('speech', () => {
  it('writes figures as the language does', () => {
    expect(speech('de').say('preview.left', { seconds: 1234.5 })).toBe('noch 1.234,5 s');
    expect(speech('en').say('preview.left', { seconds: 1234.5 })).toBe('1,234.5 s left');
  });
});
