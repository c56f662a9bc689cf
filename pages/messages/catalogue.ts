import { de } from './de';
import { type Catalogue, en, type MessageKey } from './en';
import { es } from './es';

/** By language, as in BCP 47. */
export const catalogues = { en, de, es } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof catalogues;

export interface Speech {
  readonly language: Language;
  /** The sentence of a key, its figures written as the language writes numbers. */
  readonly say: (key: MessageKey, figures?: Readonly<Record<string, string | number>>) => string;
  /** `m:ss`, of whole seconds that are not negative. */
  readonly minutes: (seconds: number) => string;
  /** A time of day on this machine. `at`: ms since 1970. */
  readonly time: (at: number) => string;
}

/** The first of a person's languages there is a catalogue for; English otherwise. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.split('-')[0]?.toLowerCase() ?? '';
    if (Object.hasOwn(catalogues, primary)) return primary as Language;
  }
  return 'en';
}

export function speech(language: Language): Speech {
  const catalogue: Catalogue = catalogues[language];
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const times = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  return {
    language,
    say: (key, figures = {}) =>
      catalogue[key].replace(/\{(\w+)\}/g, (_, name: string) => {
        const figure = figures[name];
        return typeof figure === 'number' ? numbers.format(figure) : (figure ?? '');
      }),
    minutes(seconds) {
      const whole = Math.max(0, Math.floor(seconds));
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
    time: (at) => times.format(at),
  };
}
