import { ScenarioNames } from '../../../simulator/trace/names';

it('puts names for ids into a sentence, and leaves what it does not know', () => {
  const names = new ScenarioNames();
  const ana = '886af6da-1111-4222-8333-444455556666';
  const nobody = '00000000-1111-4222-8333-444455556666';
  names.agentIs(ana, 'ana');
  expect(names.inText(`${ana} has been idle for 30 s, so ${ana} goes out, not ${nobody}`)).toBe(
    `ana has been idle for 30 s, so ana goes out, not ${nobody}`,
  );
});
