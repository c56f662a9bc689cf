import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type KeyboardEvent, useState } from 'react';
import type { PreviewAnswer, ShownPreview } from '../agent-logic';
import { useSpeech } from '../page/speech-context';
import { useNow } from '../page/use-now';

const keys: Readonly<Record<string, PreviewAnswer>> = { a: 'accept', r: 'reject', c: 'close' };

/** Whole seconds until the server decides. */
export const secondsUntil = (endsAt: number, now: number): number => Math.max(0, Math.ceil((endsAt - now) / 1000));

/** The contact before it is dialled. Give it the `previewId` as key: a question asked of one contact is not asked of the next. */
export function PreviewCard(props: {
  readonly preview: ShownPreview;
  readonly shortcuts: boolean;
  readonly mayAnswer: boolean;
  readonly answer: (answer: PreviewAnswer) => void;
}) {
  const { preview, shortcuts, mayAnswer, answer } = props;
  const { say } = useSpeech();
  const now = useNow(250);
  const [closing, setClosing] = useState(false);
  const left = secondsUntil(preview.endsAt, now);
  const locked = !mayAnswer || preview.answering !== null || left === 0;

  const choose = (chosen: PreviewAnswer): void => {
    if (locked) return;
    if (chosen === 'close' && !closing) setClosing(true);
    else answer(chosen);
  };
  const onKey = ({ key, ctrlKey, altKey, metaKey, repeat }: KeyboardEvent): void => {
    const chosen = keys[key.toLowerCase()];
    if (shortcuts && chosen !== undefined && !ctrlKey && !altKey && !metaKey && !repeat) choose(chosen);
  };

  const { card, campaign } = preview;
  const rows: readonly (readonly [string, string])[] = [
    [say('preview.number'), card.number],
    [say('preview.campaign'), campaign],
    [say('preview.attempts'), String(card.attempts)],
    [say('preview.last-outcome'), card.lastOutcome ?? say('preview.none')],
    ...Object.entries(card.fields),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys work only while the card has focus, so it must be able to have it
    <section aria-label={say('preview.name')} tabIndex={0} onKeyDown={onKey} className="preview">
      <Container>
        <SpaceBetween size="s">
          <div className="preview-head">
            <Box variant="h2">{card.name}</Box>
            <div role="timer" aria-live="off" className={left <= 5 ? 'preview-left preview-last' : 'preview-left'}>
              {say('preview.left', { seconds: left })}
            </div>
          </div>
          <dl className="facts">
            {rows.map(([name, text]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <div>
            {preview.answering !== null
              ? say(`preview.sent.${preview.answering}`)
              : left === 0
                ? say('preview.time-is-up')
                : closing
                  ? say('preview.close-for-good')
                  : say(`preview.at-zero.${preview.onTimeout}`)}
          </div>
          {closing ? (
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={locked} onClick={() => choose('close')}>
                {say('preview.close')}
              </Button>
              <Button disabled={locked} onClick={() => setClosing(false)}>
                {say('preview.back')}
              </Button>
            </SpaceBetween>
          ) : (
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="primary" disabled={locked} onClick={() => choose('accept')}>
                {say('preview.accept')}
              </Button>
              <Button disabled={locked} onClick={() => choose('reject')}>
                {say('preview.reject')}
              </Button>
              <Button disabled={locked} onClick={() => choose('close')}>
                {say('preview.close')}
              </Button>
            </SpaceBetween>
          )}
          {shortcuts && <Box variant="small">{say('preview.shortcuts')}</Box>}
        </SpaceBetween>
      </Container>
    </section>
  );
}
