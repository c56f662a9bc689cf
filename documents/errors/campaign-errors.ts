import { entries } from './entry';

/** Of the lists and the journal of the reference Campaign Manager (docs/campaign-manager.md). */
export const campaignErrors = entries({
  'list.not-text': {
    says: 'LIST: line 3 is not UTF-8; save it as "CSV UTF-8", or give the campaign its "encoding"',
    means: 'A list is a text file of rows. This one is of another kind, or in an encoding that was not named.',
    remedy: 'Save it as "CSV UTF-8", or name the encoding in the campaigns file.',
  },
  'list.row': {
    says: 'LIST: line 3, column "number": is "12"; it must be a telephone number',
    means:
      'The row cannot be used. A list of which no row can be used, and any bad row of a do-not-call file, keep the reference from starting.',
    remedy: 'Correct the row; the line counts from 1, with the header.',
  },
  'journal.unusable': {
    says: '--journal: FOLDER: line 4 of the journal is not JSON; put the file back from a copy, or begin anew in another folder',
    means:
      'What was remembered cannot be read, or another process has the folder. Nobody is dialled, so that nobody is dialled twice.',
    remedy: 'Do what the sentence says; the folder itself was left as it is.',
  },
});
