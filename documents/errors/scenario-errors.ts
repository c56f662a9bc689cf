import { entries } from './entry';

/** Of scenario files, beside what every file may have wrong (docs/scenarios.md). */
export const scenarioErrors = entries({
  'scenario.times': {
    says: 'FILE: $.arrivals[0]: calls come from 60 to 30; "from" must be earlier than "to"',
    means: 'Two times are in the wrong order, or a run would begin before 1970 or end after the year 9999.',
    remedy: 'Change one of the times that the sentence names.',
  },
  'scenario.campaign-unowned': {
    says: 'FILE: $.campaigns[0].name: campaign "renewals" belongs to no group; name it in the campaigns of exactly one',
    means: 'Nobody would work for the campaign.',
    remedy: 'Name it in the field `campaigns` of a group.',
  },
});
