import { createContext, useContext } from 'react';
import { type Language, languageOf, type Speech, speech } from '../messages/catalogue';

export const SpeechContext = createContext<Speech>(speech('en'));

export const useSpeech = (): Speech => useContext(SpeechContext);

const languageKey = 'ccb-language';

/** What was chosen on this machine, or else what the browser asks for. */
export const chosenLanguage = (): Language =>
  languageOf([window.localStorage.getItem(languageKey) ?? '', ...navigator.languages]);

export function chooseLanguage(language: Language): void {
  window.localStorage.setItem(languageKey, language);
}
