import { inEnglish, reasonCodes } from '../../core/reasons/english';
import type { Reason, ReasonCatalogue } from '../../core/reasons/reason';
import type { Language } from './catalogue';
import { germanReasons } from './reasons-de';
import { spanishReasons } from './reasons-es';

const others: Readonly<Record<Exclude<Language, 'en'>, ReasonCatalogue>> = { de: germanReasons, es: spanishReasons };

/** A reason as a sentence; English is that of terminal and logs. `null`: a code only a newer version knows. */
export function because(language: Language, reason: Reason): string | null {
  if (!reasonCodes.includes(reason.code)) return null;
  if (language === 'en') return inEnglish(reason).replace('{call}', '').replace('  ', ' ');
  return (others[language][reason.code] as (figures: Reason['figures']) => string)(reason.figures);
}
