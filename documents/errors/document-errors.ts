import { entries } from './entry';

/** Of every file that is read, whatever it holds, and of files that are written. */
export const documentErrors = entries({
  'file.unreadable': {
    says: 'FILE: $: cannot be read (ENOENT); give the path of a scenario file',
    means:
      'The operating system did not hand the file over. Its word for why stands in brackets: ENOENT is no such file, EACCES is not allowed, EISDIR is a folder.',
    remedy: 'Look at the path: it counts from the folder where the command was typed.',
  },
  'file.unwritable': {
    says: '--trace OUT: cannot be written (EACCES); give a file in a folder that can be made',
    means: 'A file that a command is to write cannot be made or replaced, or the disk is full (ENOSPC).',
    remedy: 'Give a path where you may write and where there is room.',
  },
  'file.not-json': {
    says: 'FILE: $: not JSON at line 3, column 7: found "}"; here must stand a value',
    means:
      'The text stops being JSON at that place. JSON has no comments, no comma before a closing bracket, and names in double quotes.',
    remedy: 'Put right what stands there, or what stands just before it.',
  },
  'file.not-utf8': {
    says: 'FILE: $: is not UTF-8; save it as UTF-8',
    means: 'The file is written in another encoding, in which other letters would be read than were meant.',
    remedy: 'Save it as UTF-8 in your editor.',
  },
  'file.too-large': {
    says: 'FILE: $: has more than 67108864 bytes; give a scenario file',
    means: 'No file of this kind is as large; the path probably names something else.',
    remedy: 'Look at the path.',
  },
  'field.unknown': {
    says: 'FILE: $.agents[0]: unknown field "usename"; did you mean "username"?',
    means: 'Nobody reads this field. A field that is misspelt would otherwise be left out without a word.',
    remedy: 'Correct its name, or remove it.',
  },
  'field.missing': {
    says: 'FILE: $.name: is missing; give a name',
    means: 'The field has to be there, and there is no default for it.',
    remedy: 'Add it; the sentence says what it holds.',
  },
  'field.wrong': {
    says: 'FILE: $.seed: is -1; it must be a whole number, 0 or more',
    means: 'The field holds a value of another kind, outside its range, or of another form than it must have.',
    remedy: 'Write what the second half of the sentence asks for.',
  },
  'field.twice': {
    says: 'FILE: $.seed: this field stands twice in its object; keep one of the two',
    means: 'JSON would let the later one count without a word.',
    remedy: 'Remove one of them.',
  },
  'field.contradiction': {
    says: 'FILE: $.quotas.reservedInboundCalls: is 12; it must be less than concurrentCalls (10)',
    means: 'Two values are each right, and together they are not.',
    remedy: 'Change one of the two that the sentence names.',
  },
  'field.one-of': {
    says: 'FILE: $.agents[0].timeline[0]: a timeline entry needs either "at" or "on"; give exactly one of them',
    means: 'Of these fields exactly one has to be there.',
    remedy: 'Leave one, and only one.',
  },
  'field.misplaced': {
    says: 'FILE: $.agents[0].side: is "outbound" on an agent of kind "inbound"; only a blended agent has a side, leave it out',
    means: 'The field exists, and does nothing beside the others that stand there.',
    remedy: 'Leave it out, or change the field it depends on.',
  },
  'name.taken': {
    says: 'FILE: $.groups[1].name: the group "sales" was given before; each may occur once',
    means: 'Two things of one kind have the same name, or one thing belongs to two owners that may not share it.',
    remedy: 'Rename one of them, or take one out.',
  },
  'name.unknown': {
    says: 'FILE: $.calls[0].queue: "sale" is not a queue of this scenario; did you mean "sales"?',
    means: 'The name refers to something that the same document does not have.',
    remedy: 'Write a name that is there, or add what it names.',
  },
});
