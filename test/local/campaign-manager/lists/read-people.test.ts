import { problemSentence, readPeople } from '../../../../local/campaign-manager/lists/read-people';

const defaults = { campaign: 'renewals', timeZone: 'Europe/Berlin', loadedAt: 1_000 };
const read = (...lines: string[]) => {
  const { people, problems } = readPeople(lines.join('\n'), defaults);
  return { people, problems: problems.map(problemSentence) };
};

it('reads every column, and takes what a row leaves out from the campaign', () => {
  const { people, problems } = read(
    'Contact ID,Name,Number,Time_Zone,Priority,Product,Policy no',
    'c-7,Ada,+49 30 1234567,America/New_York,5,House,P 1',
    ',Ben,+1 (212) 555-0147,,,,',
  );
  expect(problems).toEqual([]);
  expect(people).toEqual([
    {
      id: 'c-7',
      name: 'Ada',
      number: '+49301234567',
      timeZone: 'America/New_York',
      priority: 5,
      fields: { Product: 'House', 'Policy no': 'P 1' },
      loadedAt: 1_000,
    },
    {
      id: 'renewals-2',
      name: 'Ben',
      number: '+12125550147',
      timeZone: 'Europe/Berlin',
      priority: 100,
      fields: {},
      loadedAt: 1_000,
    },
  ]);
});

it('loads the good rows and reports each bad one with its line, what is wrong and what would be right', () => {
  const { people, problems } = read(
    'name,number,time zone,priority',
    'Ada,030 1234567,,',
    'Ben,+4930000001,Berlin,0',
    ',+4930000002,,',
    'Cem,+4930000003,,,too many',
    'Dan,0049 30 1234567,,',
    'Eve,+4930000004,,',
    'Fay,+49 (0)30 1234567,,',
    'Gus,,,',
    'Hal,"+49300000',
  );
  expect(people.map(({ id, name }) => [id, name])).toEqual([['renewals-6', 'Eve']]);
  expect(problems).toEqual([
    'line 2: number "030 1234567" has no country; write a plus, the country and the number, such as +4930123456',
    'line 3: "Berlin" is not a time zone; write its IANA name, such as Europe/Berlin',
    'line 3: priority "0" is not a whole number from 1 (first) to 1000',
    'line 4: the name is missing',
    'line 5: the row has 5 fields and the header 4; put fields with commas in quotes',
    'line 6: number "0049 30 1234567" starts with 00; write a plus, the country and the number, such as +4930123456',
    'line 8: number "+49 (0)30 1234567" has a (0), which is not dialled from abroad; write a plus, the country and the number, such as +4930123456',
    'line 9: the number is missing; write it as E.164, such as +4930123456',
    'line 10: field 2 opens a quote that is never closed; close it before the next comma',
  ]);
});

it('says duplicates with both lines and loads the first, however the numbers are written', () => {
  const { people, problems } = read(
    'id,name,number',
    'a,Ada,+49301234567',
    'b,Ben,+4930765432',
    'c,Cem,"+49 (30) 123-4567"',
    'b,Dan,+4930765433',
  );
  expect(people.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(problems).toEqual([
    'line 4: the number is on line 2 already; line 4 is left out, keep one of the two',
    'line 5: contact id "b" is on line 3 already; line 5 is left out, keep one of the two',
  ]);
});

it('does not count a row that was not loaded as the first of two', () => {
  const { people } = read('name,number,priority', 'Ada,+49301234567,none', 'Ada,+49301234567,1');
  expect(people).toMatchObject([{ id: 'renewals-2', number: '+49301234567' }]);
});

it('names a row without an id by its place, also behind a row that cannot be read', () => {
  const { people } = read('name,number', 'A"da,+49301234567', 'Ben,+49301234568');
  expect(people.map(({ id }) => id)).toEqual(['renewals-2']);
});

it.each([
  ['name;number', 'line 1: the columns are separated by semicolons; separate them by commas'],
  ['name,phone', 'line 1: there is no column "number"; the first line names them'],
  ['name,number,Name', 'line 1: column "Name" is there twice; name each column once'],
  ['name,number,', 'line 1: column 3 has no name'],
])('loads nobody from a list whose header is %j, and says why', (header, problem) => {
  const { people, problems } = read(header, 'Ada,+49301234567');
  expect(people).toEqual([]);
  expect(problems).toEqual([problem]);
});

it('reports an empty list', () => {
  expect(read('').problems).toEqual(['line 1: the list is empty; its first line names the columns']);
});

it('refuses what a preview could not show', () => {
  const { problems } = read(
    'id,name,number,note',
    `${'i'.repeat(121)},${'n'.repeat(201)},+49301234567,${'x'.repeat(501)}`,
  );
  expect(problems).toEqual([
    'line 2: "note" has 501 characters; 500 is the most',
    'line 2: the contact id has 121 characters; 120 is the most',
    'line 2: the name has 201 characters; 200 is the most',
  ]);
});

it('keeps a free field whatever it is called', () => {
  const { people } = read('name,number,__proto__', 'Ada,+49301234567,x');
  expect(Object.entries(people[0]?.fields ?? {})).toEqual([['__proto__', 'x']]);
});
