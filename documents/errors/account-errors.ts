import { entries } from './entry';

/** Of commands that look at an account. */
export const accountErrors = entries({
  'account.wrong-file': {
    says: 'FILE: describes no account',
    means:
      'The file of `--local` describes an account that is simulated; below the sentence stands what is wrong in it.',
    remedy:
      'Correct the fields that are named, or leave the file out: an account fit for the environment is made up then.',
  },
});
