import { entries } from './entry';

/** Of what is typed on a command line. */
export const commandErrors = entries({
  'command.unknown-option': {
    says: 'unknown option "--sped"; did you mean "--speed"?',
    means: 'The command has no such option.',
    remedy: 'Correct it; `--help` lists the options.',
  },
  'command.unknown-word': {
    says: 'unexpected "two"; known are --scenario, --trace, --help',
    means: 'The command takes no further word at this place; often a value stands there whose option is missing.',
    remedy: 'Remove it, or put its option before it.',
  },
  'command.no-value': {
    says: '--for is missing its value; give a number of simulated seconds above 0',
    means: 'The option needs a value, and none follows it.',
    remedy: 'Write the value behind it.',
  },
  'command.wrong-value': {
    says: '--speed is "0"; it must be a number from 0.1 to 100, or max',
    means: 'The value cannot be used for this option.',
    remedy: 'Write what the second half of the sentence asks for.',
  },
  'command.needless-value': {
    says: '--headless takes no value, got "yes"; leave it out',
    means: 'The option is a switch: it stands alone.',
    remedy: 'Write the option without `=` and what follows it.',
  },
  'command.twice': {
    says: '--for stands twice; give it once',
    means: 'Only one of the two values could count.',
    remedy: 'Remove one of them.',
  },
  'command.missing': {
    says: "error: required option '--secret <file>' not specified",
    means: 'The command cannot do without this option or word.',
    remedy: 'Add it; `--help` says what it is for.',
  },
  'command.contradiction': {
    says: '--softphone-port stands beside --headless, which serves no pages; leave one of them out',
    means: 'Two options are each right, and cannot both be done.',
    remedy: 'Leave one of them out, or give them values that fit together.',
  },
  'command.port-taken': {
    says: '--port: nothing can wait at 127.0.0.1:4000 (EADDRINUSE)',
    means: 'Another program waits at that port (EADDRINUSE), or you may not use it (EACCES).',
    remedy: 'Give another port, or end the other program.',
  },
  'command.unreachable': {
    says: '--url: the Campaign Manager cannot be reached at http://127.0.0.1:4000/commands',
    means: 'Nobody answered there, so there is nothing to judge.',
    remedy: 'Start the Campaign Manager, or correct the address.',
  },
});
