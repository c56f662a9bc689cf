import { entries } from './entry';

/** Of environments: which one is meant, and what its parts must be to each other. */
export const environmentErrors = entries({
  'env.not-chosen': {
    says: 'No environment is chosen; add -c env=<name>, where <name> is dev or prod.',
    means: 'Every synth, deploy, preflight and smoke test is about one environment.',
    remedy: 'Add `-c env=NAME`, or `-c environmentFile=PATH` for a JSON file.',
  },
  'env.chosen-twice': {
    says: 'Both env and environmentFile are given; give one of them.',
    means: 'One names a file of `lib/environments`, the other a JSON file anywhere.',
    remedy: 'Leave one of them out.',
  },
  'env.not-there': {
    says: 'There is no environment "tset"; known are dev, prod.',
    means: 'Each environment is a file of `lib/environments` with its name.',
    remedy: 'Correct the name, or add the environment by `npm run init -- NAME`.',
  },
  'env.no-export': {
    says: 'lib/environments/NAME.ts: must export const environment',
    means: 'The file is there and hands over nothing.',
    remedy: 'Export its value under that name, as the others do.',
  },
  'env.other-name': {
    says: 'lib/environments/NAME.ts: $.name: is "prod"; it must be test, as the file',
    means:
      'The name is part of the name of every stack. If it differed from the file, a deploy of one would change the other.',
    remedy: 'Let both be the same.',
  },
  'env.exists': {
    says: 'lib/environments/NAME.ts is there already; nothing was written. Take another name, or edit it.',
    means: '`npm run init` writes new environments only.',
    remedy: 'Take another name, or edit the file.',
  },
  'env.part-missing': {
    says: 'FILE: $.campaignManager: is missing, but campaigns are named; give its url, secret and tetherNumber',
    means: 'A part may be left out in general, and something else in this environment needs it.',
    remedy: 'Add the part, or take out what needs it; both are in the sentence.',
  },
  'env.wrong-place': {
    says: 'FILE: $.region: is eu-west-1, but the instance is in eu-central-1; they must be the same',
    means: 'Something belongs to another Region, account or instance than the rest.',
    remedy: 'Name one of the same place.',
  },
  'env.number-documents': {
    says: 'FILE: $.numbers[0].countryCode: is DE, where a number is given only against documents',
    means: 'In this country Amazon Connect gives numbers only against documents, which a stack cannot hand in.',
    remedy: "Have the number claimed first, and name it with `owner: 'existing'`.",
  },
  'env.observed-group': {
    says: 'FILE: $.numbers[0]: would be taken from the flow it has now, and group "sales" of its queue is only observed',
    means: 'A group of mode `observe` must change nothing about how its callers reach it ([introduce](introduce.md)).',
    remedy: 'Leave that part out until the mode of the group is `live`.',
  },
  'env.sample-value': {
    says: 'FILE: $.account: is of account 111122223333, which AWS uses in examples; fill in yours',
    means: 'The value stands for one of yours. It can be looked at and synthesized, and no deploy could use it.',
    remedy: 'Fill in the real one.',
  },
  'env.inside-address': {
    says: 'FILE: $.campaignManager.url: is at localhost, which only this machine or network can reach',
    means: 'What is deployed runs in AWS, and reaches only addresses of the internet.',
    remedy: 'Give an address that is reachable from there.',
  },
});
