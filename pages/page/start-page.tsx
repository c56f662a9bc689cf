import './page.css';
import { type ReactNode, StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { PageConfig, PageName } from '../contract/config';
import { speech } from '../messages/catalogue';
import { type SignIn, signIn } from '../sign-in/sign-in';
import { followColourMode } from './colour-mode';
import { loadConfig } from './load-config';
import { chooseLanguage, chosenLanguage, SpeechContext } from './speech-context';

/** Reads the site's config, signs in, and shows the page; a failure is shown as a sentence. */
export async function startPage<Name extends PageName>(
  name: Name,
  show: (config: Extract<PageConfig, { page: Name }>, signedIn: SignIn) => (settings: ReactNode) => ReactNode,
): Promise<void> {
  followColourMode();
  const place = document.getElementById('page');
  if (place === null) throw new Error('index.html has no element "page"');
  const root = createRoot(place);
  const first = speech(chosenLanguage());
  root.render(<p className="page-note">{first.say('page.starting')}</p>);
  try {
    const config = await loadConfig(name);
    const signedIn = await signIn(config);
    if (signedIn === null) return;
    const content = show(config, signedIn);
    root.render(
      <StrictMode>
        <Spoken>{content}</Spoken>
      </StrictMode>,
    );
  } catch (problem) {
    const said = problem instanceof Error ? problem.message : String(problem);
    root.render(
      <p role="alert" className="page-note">
        {first.say('page.failed', { problem: said })}
      </p>,
    );
  }
}

function Spoken({ children }: { readonly children: (settings: ReactNode) => ReactNode }) {
  const [language, setLanguage] = useState(chosenLanguage);
  const spoken = speech(language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const settings = (
    <label>
      {spoken.say('settings.language')}{' '}
      <select
        value={language}
        onChange={({ target }) => {
          const chosen = target.value as typeof language;
          chooseLanguage(chosen);
          setLanguage(chosen);
        }}
      >
        <option value="en">English</option>
        <option value="de">Deutsch</option>
        <option value="es">Español</option>
      </select>
    </label>
  );
  return <SpeechContext value={spoken}>{children(settings)}</SpeechContext>;
}
