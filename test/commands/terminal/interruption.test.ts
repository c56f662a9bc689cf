import { Interruption } from '../../../commands/terminal/interruption';
import { ctrlC } from './ctrl-c';

class Exited extends Error {}

let said: string;
let interruption: Interruption;
beforeEach(() => {
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  jest.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Exited(String(code));
  });
  interruption = new Interruption(() => ({ said: 'nothing was played', code: 130 }));
});
afterEach(() => {
  interruption.close();
  jest.restoreAllMocks();
});

const exitOfCtrlC = (): string | null => {
  try {
    ctrlC();
    return null;
  } catch (error) {
    if (error instanceof Exited) return error.message;
    throw error;
  }
};

test('where nothing is under way Ctrl-C ends the program and says so', () => {
  expect(exitOfCtrlC()).toBe('130');
  expect(said).toBe('\nCtrl-C: nothing was played\n');
});

test('what is under way ends in its own way, and at a second Ctrl-C at once', () => {
  const stop = jest.fn();
  interruption.stopBy(stop);
  expect(exitOfCtrlC()).toBeNull();
  expect([stop.mock.calls.length, interruption.happened, said]).toEqual([1, true, '']);
  expect(exitOfCtrlC()).toBe('130');
  expect(said).toBe('\nCtrl-C: ended at once\n');
});

test('what is over is not stopped any more, and what is closed hears nothing', () => {
  interruption.stopBy(() => {});
  interruption.stopBy(null);
  expect(exitOfCtrlC()).toBe('130');
  const listening = process.listenerCount('SIGINT');
  interruption.close();
  expect(process.listenerCount('SIGINT')).toBe(listening - 1);
});
