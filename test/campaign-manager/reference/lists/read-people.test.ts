import type { ColumnNames } from '../../../../campaign-manager/reference/lists/list-columns';
import {
  type ListDefaults,
  problemSentence,
  readPeople,
} from '../../../../campaign-manager/reference/lists/read-people';

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
      otherNumbers: [],
      timeZone: 'America/New_York',
      priority: 5,
      fields: { Product: 'House', 'Policy no': 'P 1' },
      loadedAt: 1_000,
    },
    {
      id: 'renewals-2',
      name: 'Ben',
      number: '+12125550147',
      otherNumbers: [],
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
    ',+493000000102,,',
    'Cem,+493000000103,,,too many',
    'Dan,0049 30 1234567,,',
    'Eve,+493000000104,,',
    'Fay,+49 (0)30 1234567,,',
    'Gus,,,',
    'Hal,"+4930000001',
  );
  expect(people.map(({ id, name }) => [id, name])).toEqual([
    ['renewals-6', 'Eve'],
    ['renewals-7', 'Fay'],
  ]);
  expect(problems).toEqual([
    'line 2, column "number": "030 1234567" has no country; write a plus, the country and the number, such as +4930123456, or give the campaign its "country"',
    'line 3, column "time zone": "Berlin" is not a time zone of the form Area/City; did you mean Europe/Berlin?',
    'line 3, column "priority": "0" is not a whole number from 1 (first) to 1000',
    'line 4, column "name": the name is missing; write who is called',
    'line 5: the row has 5 fields and the header 4; put fields with separators in quotes',
    'line 6, column "number": "0049 30 1234567" starts with 00; write a plus, the country and the number, such as +4930123456',
    'line 9, column "number": the number is missing; write a plus, the country and the number, such as +4930123456',
    'line 10: column 2 opens a quote that is never closed; close it before the next separator',
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
  [
    'name,fax',
    'line 1: there is no column "number" in "name, fax"; the first line names them, or "columns" of the campaign says what they are called',
  ],
  ['name,number,Name', 'line 1: column "Name" is there twice; name each column once'],
  [
    'name,full name,number',
    'line 1: columns "name" and "full name" are both known as name; say which it is by "columns" of the campaign',
  ],
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
    'line 2, column "id": has 121 characters; 120 is the most',
    'line 2, column "name": has 201 characters; 200 is the most',
    'line 2, column "note": has 501 characters; 500 is the most',
  ]);
});

it('keeps a free field whatever it is called', () => {
  const { people } = read('name,number,__proto__', 'Ada,+49301234567,x');
  expect(Object.entries(people[0]?.fields ?? {})).toEqual([['__proto__', 'x']]);
});

describe('as spreadsheets write a list', () => {
  const names = (text: string, more: Partial<ListDefaults> = {}) => {
    const { people, problems } = readPeople(text, { ...defaults, ...more });
    return { names: people.map(({ name, number }) => `${name} ${number}`), problems: problems.map(problemSentence) };
  };
  const ada = { names: ['Ada +442079460001'], problems: [] };

  it.each([
    ['semicolons', 'name;number\nAda;+442079460001\n'],
    ['tabs', 'name\tnumber\r\nAda\t+442079460001\r\n'],
    ['sep= on the first line', 'sep=;\nname;number\nAda;+442079460001\n'],
    ['sep= in quotes', '"sep=,"\r\nname,number\r\nAda,+442079460001\r\n'],
    ['carriage returns for line breaks', 'name,number\rAda,+442079460001\r'],
    [
      'separators for columns that are empty',
      'name,number,,\nAda,+442079460001,,\nAda,+442079460001\n'.replace(/Ada,\+442079460001\n$/, ''),
    ],
    ['more separators in rows than in the header', 'name,number\nAda,+442079460001,,,\n'],
    ['rows of separators, and of spaces', 'name,number\n,\n  ,  \nAda,+442079460001\n,,,\n\n'],
    ['a column without a title', 'name,,number\nAda,,+442079460001\n'],
    ['a line break within a name', 'name,number\n"Ada",+442079460001\n'],
  ])('reads %s', (_, text) => {
    expect(names(text)).toEqual(ada);
  });

  it('puts a name of several lines on one', () => {
    expect(names('name,number\n"Ada\nLovelace",+442079460001\n').names).toEqual(['Ada Lovelace +442079460001']);
  });

  it('loses nobody to a quote that is closed in another row', () => {
    const { names: read, problems } = names(
      'name,number,note\n"Ada,+442079460001,x\nBen,+442079460002,y\nCem,+442079460003,the "boss"\nDan,+442079460004,"z"\n',
    );
    expect(read).toEqual(['Ben +442079460002', 'Dan +442079460004']);
    expect(problems).toEqual([
      expect.stringMatching(/^line 2: column 1 /),
      expect.stringMatching(/^line 4: column 3 has a quote in the middle/),
    ]);
    const closed = names('name,number,note\n"Ada,+442079460001,x\nBen,+442079460002,y\n"\nDan,+442079460004,z\n');
    expect(closed.names).toEqual(['Ben +442079460002', 'Dan +442079460004']);
    expect(closed.problems[0]).toBe(
      'line 2: column 1 opens a quote that is closed lines later, where the row is not complete; close it before the next separator',
    );
  });

  it('says what no screen should show, and never says it', () => {
    const { names: read, problems } = names(
      [
        'name,number,note',
        'A\u0000da,+442079460001,',
        'Ben,+442079460002,\u001b[31mred',
        'Jos\uFFFD,+442079460003,',
        'Jos\u00C3\u00A9,+442079460004,',
        `Eve,+442079460005,${'x'.repeat(60_000)}`,
        `${'9'.repeat(60_000)},${'9'.repeat(60_000)},`,
        'S\u00C3O PAULO,+442079460006,',
      ].join('\n'),
    );
    expect(read).toEqual(['S\u00C3O PAULO +442079460006']);
    expect(problems.map((problem) => problem.replace(/;.*/, ''))).toEqual([
      'line 2, column "name": has a control character (U+0000)',
      'line 3, column "note": has a control character (U+001B)',
      'line 4, column "name": has letters that were lost (U+FFFD) before it was saved',
      'line 5, column "name": reads "Jos\u00C3\u00A9": UTF-8 that was opened as Windows-1252 and saved',
      'line 6, column "note": has 60000 characters',
      'line 7, column "name": has 60000 characters',
      expect.stringMatching(/^line 7, column "number": "9{37}\.\.\." has no country$/),
    ]);
  });

  it('reads numbers of the list\u2019s country as they are dialled there', () => {
    expect(names('name,number\nAda,020 7946 0001\n', { country: 'GB' })).toEqual(ada);
  });

  it('refuses numbers nobody is to be called on, with their line and column, and loads the neighbours', () => {
    const list = 'name,phone\nAda,+442079460001\nBen,999\nCem,0909 879 0001\nDan,020 7946 0999\nEve,020 7946 0002\n';
    const { names: read, problems } = names(list, { country: 'GB', ownNumbers: new Set(['+442079460999']) });
    expect(read).toEqual(['Ada +442079460001', 'Eve +442079460002']);
    expect(problems).toEqual([
      expect.stringMatching(/^line 3, column "phone": "999" is an emergency or short number, /),
      'line 4, column "phone": "0909 879 0001" is a premium-rate number; write a number that costs the usual',
      'line 5, column "phone": "020 7946 0999" is a number of the centre ("ownNumbers"); write the customer\'s own',
    ]);
  });

  it('takes a time zone of the form Area/City only, and suggests one', () => {
    const list =
      'name,number,time zone\nAda,+442079460001,BST\nBen,+442079460002,europe/london\nCem,+442079460003,UTC\n';
    const { names: read, problems } = names(list);
    expect(read).toEqual(['Ben +442079460002', 'Cem +442079460003']);
    expect(problems).toEqual([
      'line 2, column "time zone": "BST" is not a time zone of the form Area/City; did you mean Europe/London?',
    ]);
  });
});

describe('columns', () => {
  const people = (text: string, columns?: ColumnNames) =>
    readPeople(text, { ...defaults, ...(columns && { columns }) });

  it('are known by common names, several numbers in their order', () => {
    const read = people(
      'Customer ID,First Name,Last Name,Mobile,Phone 2,TZ,Fax\n7,Ada,Lovelace,+442079460001,+442079460002,UTC,none\n',
    );
    expect(read.problems).toEqual([]);
    expect(read.people).toMatchObject([
      {
        id: '7',
        name: 'Ada Lovelace',
        number: '+442079460001',
        otherNumbers: ['+442079460002'],
        timeZone: 'UTC',
        fields: { Fax: 'none' },
      },
    ]);
  });

  it('are what the campaign says; then a common name is a field like any other', () => {
    const text = 'name,wer,phone,Handy-Nr.,Festnetz\nACME,Ada,+442079460009,+442079460001,+442079460002\n';
    const read = people(text, { name: 'Wer', number: ['Festnetz', 'Handy Nr'] });
    expect(read.problems).toEqual([]);
    expect(read.people).toMatchObject([
      {
        name: 'Ada',
        number: '+442079460002',
        otherNumbers: ['+442079460001'],
        fields: { name: 'ACME', phone: '+442079460009' },
      },
    ]);
  });

  it('leave out the number that is not right and load the person with the others', () => {
    const read = people(
      'name,number,number 2,number 3\nAda,112,+442079460001,+442079460001\nBen,,+442079460002,\nCem,999,n/a,\nDan,+442079460003,+442079460002,\n',
    );
    expect(read.people.map(({ name, number, otherNumbers }) => [name, number, ...otherNumbers])).toEqual([
      ['Ada', '+442079460001'],
      ['Ben', '+442079460002'],
    ]);
    expect(read.problems.map(problemSentence)).toEqual([
      expect.stringMatching(/^line 2, column "number": "112" has no country/),
      expect.stringMatching(/^line 4, column "number": "999" has no country/),
      expect.stringMatching(/^line 4, column "number 2": "n\/a" has characters/),
      'line 5: the number is on line 3 already; line 5 is left out, keep one of the two',
    ]);
  });
});

it('tells a list that names nobody from one in which nobody is right', () => {
  expect(readPeople('name,number\n', defaults)).toMatchObject({ people: [], problems: [], onlyHeader: true });
  expect(readPeople('name,number\n,\n', defaults)).toMatchObject({ people: [], problems: [], onlyHeader: true });
  expect(readPeople('name,number\nAda,\n', defaults)).toMatchObject({ people: [], onlyHeader: false });
});

it('tells which columns an agent does not see', () => {
  const titles = Array.from({ length: 33 }, (_, index) => `f${index + 1}`);
  const { people, problems } = readPeople(
    `name,number,${titles.join()}\nAda,+442079460001,${titles.join()}\n`,
    defaults,
  );
  expect(people).toHaveLength(1);
  expect(problems.map(problemSentence)).toEqual([
    'line 1: an agent sees the first 30 of the 33 other columns, and not "f31" and the 2 after it; put first what they need',
  ]);
});

it.each(['+442079460001', '020 7946 0001', '2079460001', '00442079460001'])(
  'does not take the number %s for an id',
  (id) => {
    const { people, problems } = readPeople(
      `id,name,number\n${id},Ada,+442079460001\n12345678,Ben,+442079460002\n`,
      defaults,
    );
    expect(people.map(({ name }) => name)).toEqual(['Ben']);
    expect(problems.map(problemSentence)).toEqual([
      'line 2, column "id": is the telephone number, and ids are seen by everybody; give an id of its own, or leave it out',
    ]);
  },
);

it.each([
  ['Vorname;Nachname;Telefon privat;Telefon geschäftlich;Mobil', 'Jo;Roe;030 1234567;089 1234567;0171 1234567', 'DE'],
  ['Name;Rufnummer;Handynummer;Festnetz', 'Jo Roe;030 1234567;0171 1234567;089 1234567', 'DE'],
  ['Nome;Cognome;Telefono;Cellulare;Telefono fisso', 'Jo;Roe;06 6982 1234;347 1234567;02 12345678', 'IT'],
  ['Prénom;Nom;Téléphone;Portable;Fixe', 'Jo;Roe;01 42 68 53 00;06 12 34 56 78;01 42 68 53 01', 'FR'],
  ['Nombre;Apellidos;Teléfono;Móvil;Teléfono fijo', 'Jo;Roe;912 345 678;612 345 678;912 345 679', 'ES'],
  [
    'First Name,Last Name,Phone 1 - Value,Phone 2 - Value,Phone 3 - Value',
    'Jo,Roe,212-736-5000,212-736-5001,212-736-5002',
    'US',
  ],
] as const)('knows the columns of %j', (header, row, country) => {
  const { people, problems } = readPeople(`${header}\n${row}\n`, { ...defaults, country });
  expect(problems).toEqual([]);
  expect(people).toMatchObject([
    { name: 'Jo Roe', otherNumbers: [expect.any(String), expect.any(String)], fields: {} },
  ]);
});

it('says what separates the fields where that is not known', () => {
  expect(readPeople('sep=|\nname|number\n', defaults).problems).toEqual([
    {
      line: 1,
      problem: 'fields are separated by "|"; save them with commas, semicolons or tabs, and say so here',
    },
  ]);
});

it('dials and shows nobody a tenth number, and says so', () => {
  const titles = Array.from({ length: 10 }, (_, index) => `phone ${index + 1}`);
  expect(read(`name,${titles.join(',')}`, 'Ada,+49301234567,,,,,,,,,+49301234568')).toEqual({
    people: [],
    problems: ['line 1: 10 columns are telephone numbers; 9 is the most'],
  });
});

it('knows a title with marks in it that nobody sees', () => {
  expect(read('\u200Bname,number', 'Ada,+49301234567').people).toMatchObject([{ name: 'Ada' }]);
});

it('takes no name whose letters are turned round on a screen, and numbers with the marks of an address book', () => {
  const { people, problems } = read('name,number', '\u202Eada,+49301234567', 'Ben,\u202D+49301234568\u202C');
  expect(people).toMatchObject([{ name: 'Ben', number: '+49301234568' }]);
  expect(problems).toEqual([
    'line 2, column "name": has a mark that turns the letters after it round (U+202D or U+202E); take it out',
  ]);
});
