import { entries } from './entry';

/** Of thresholds, wherever they are given: in Parameter Store, an environment or a scenario (docs/thresholds.md). */
export const thresholdErrors = entries({
  'threshold.unknown': {
    says: 'offer/second is not a threshold; known are offer/enabled, blend/enabled, ...',
    means: 'There is no threshold of that name. In Parameter Store the whole set of the group stays as it was.',
    remedy: 'Correct the name, or delete the parameter; [thresholds](thresholds.md) lists them.',
  },
  'threshold.wrong-value': {
    says: 'offer/seconds is "5"; it must be a whole number from 22 to 120',
    means:
      'The value is outside its range or of another form. In Parameter Store the whole set of the group stays as it was.',
    remedy: 'Write what the second half of the sentence asks for.',
  },
  'threshold.contradiction': {
    says: 'queue/max-wait-seconds is 30, less than offer/seconds (60): a caller would reach voicemail before the first agent had their time; raise the first or lower the second',
    means:
      'Two thresholds are each in their range, and together they make no sense. In Parameter Store the whole set of the group stays as it was.',
    remedy: 'Change one of the two ([which must fit together](thresholds.md#which-must-fit-together)).',
  },
});
