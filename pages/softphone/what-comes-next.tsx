import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import type { NextLine } from '../../core/agent-page/next-on-page';
import { isMessageKey } from '../messages/en';
import { useSpeech } from '../page/speech-context';

/** What may happen to the agent next. `offset`: add it to this machine's time for the server's, ms. */
export function WhatComesNext({ lines, offset }: { readonly lines: readonly NextLine[]; readonly offset: number }) {
  const { say, time } = useSpeech();
  const sentenceOf = ({ code, figures }: NextLine): string | null => {
    const key = 'to' in figures ? `next.${code}.${figures.to}` : `next.${code}`;
    if (!isMessageKey(key)) return null;
    return say(key, 'at' in figures ? { time: time(figures.at - offset) } : 'seconds' in figures ? figures : {});
  };
  return (
    <section aria-label={say('next.name')}>
      <Container>
        <Box variant="h2">{say('next.name')}</Box>
        {lines.map((line) => (
          <div key={line.code}>{sentenceOf(line)}</div>
        ))}
      </Container>
    </section>
  );
}
