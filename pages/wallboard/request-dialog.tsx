import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useSpeech } from '../page/speech-context';

/** What is asked each time the dialog is sent. */
export interface AskedInDialog {
  /** The same each time: one dialog is one request, however often it is sent. */
  readonly requestId: string;
  /** Without spaces around it. */
  readonly why: string;
}

/** What the server made of the request, in words; `null`: no answer yet. */
export type DialogAnswer =
  | { readonly kind: 'done'; readonly sentence: string }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'unreachable' }
  | null;

/** A request of a supervisor or operator with its reason. `children`: what it is about; `confirmation`: comes after the reason. */
export function RequestDialog(props: {
  /** Begins the ids of its elements. */
  readonly id: string;
  readonly title: string;
  readonly sendLabel: string;
  readonly answer: DialogAnswer;
  readonly ready?: boolean;
  readonly children: ReactNode;
  readonly confirmation?: ReactNode;
  readonly send: (asked: AskedInDialog) => Promise<void>;
  readonly close: () => void;
}) {
  const { id, title, sendLabel, answer, ready = true, children, confirmation, send, close } = props;
  const { say } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const [requestId] = useState(() => crypto.randomUUID());
  const [why, setWhy] = useState('');
  const [sending, setSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const done = answer?.kind === 'done';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    await send({ requestId, why: why.trim() });
    setSending(false);
  };
  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} onClose={close} className="move">
      <h2 id={`${id}-title`}>{title}</h2>
      <form onSubmit={(event) => void submit(event)}>
        {children}
        <label>
          {say('move.why')}
          <input
            required
            minLength={3}
            maxLength={200}
            value={why}
            disabled={done}
            aria-describedby={`${id}-why-hint`}
            onChange={({ target }) => setWhy(target.value)}
          />
        </label>
        <small id={`${id}-why-hint`}>{say('move.why.hint')}</small>
        {confirmation}
        <div role="status">
          {answer?.kind === 'done' && <Alert type="success">{answer.sentence}</Alert>}
          {answer?.kind === 'unreachable' && <Alert type="error">{say('move.unreachable')}</Alert>}
          {answer?.kind === 'refused' && (
            <Alert type="error">{say('move.refused', { problem: answer.sentence })}</Alert>
          )}
        </div>
        <div className="choices">
          {!done && (
            <Button variant="primary" formAction="submit" disabled={sending || !ready}>
              {sendLabel}
            </Button>
          )}
          <Button formAction="none" onClick={() => dialog.current?.close()}>
            {say('move.cancel')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
