import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkInboundFlow } from '../../../commands/terminal/inbound-flow';
import { loadFlow } from '../../../contact-flows/catalog';
import type { FlowAction } from '../../../contact-flows/language/document';
import { sentences } from '../../../documents/told';
import { action, goTo } from '../../contact-flows/sample-flow';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inbound-flow-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Our inbound flow with these actions before it. */
function edited(...first: readonly FlowAction[]) {
  const flow = loadFlow('inbound');
  return { ...flow, StartAction: first[0]?.Identifier ?? flow.StartAction, Actions: [...first, ...flow.Actions] };
}
function checked(content: unknown) {
  const path = join(folder, 'mine.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return checkInboundFlow({ path, shown: 'mine.json' });
}
const start = loadFlow('inbound').StartAction;

it('takes our own flow, with its tokens, as it is', () => {
  expect(checked(edited())).toEqual({ problems: [], notes: [] });
});

it('says of a voice, a recording and tags what is passed over, and runs the rest', () => {
  const { problems, notes } = checked(
    edited(
      action(
        'Voice',
        'UpdateContactTextToSpeechVoice',
        { TextToSpeechVoice: 'Vicki' },
        goTo('Record', 'NoMatchingError'),
      ),
      action(
        'Record',
        'UpdateContactRecordingBehavior',
        { RecordingBehavior: { RecordedParticipants: ['Agent', 'Customer'] } },
        goTo('Tag'),
      ),
      action('Tag', 'TagContact', { Tags: { team: 'sales' } }, goTo(start, 'NoMatchingError')),
    ),
  );
  expect(problems).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(/^mine\.json: advice: "Record": The conversation is recorded/),
    expect.stringMatching(/^mine\.json: action Voice: UpdateContactTextToSpeechVoice is passed over/),
    expect.stringMatching(/^mine\.json: action Record: UpdateContactRecordingBehavior is passed over/),
  ]);
});

it.each<[string, unknown, RegExp]>([
  [
    'what needs another service',
    edited(action('Case', 'CreateCase', {}, goTo(start))),
    /action Case: type CreateCase is not supported/,
  ],
  [
    'what Connect refuses',
    edited(action('Untag', 'UntagContact', { TagKeys: [] }, goTo(start, 'NoMatchingError'))),
    /TagKeys has 0 entries/,
  ],
  [
    'a token nobody binds',
    edited(action('Hi', 'MessageParticipant', { Text: '${Hello}' }, goTo(start, 'NoMatchingError'))),
    /the token \$\{Hello\} is not bound/,
  ],
  ['another type of flow', { type: 'CUSTOMER_QUEUE', flow: edited() }, /its type is CUSTOMER_QUEUE/],
  ['no JSON', '{', /it is no JSON/],
])('refuses %s before anything is started, in a sentence', (_, content, sentence) => {
  const { problems } = checked(content);
  expect(sentences(problems)).toEqual([expect.stringMatching(/^mine\.json: /)]);
  expect(problems[0]?.sentence).toMatch(sentence);
});
