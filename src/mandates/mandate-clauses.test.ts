import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { WRITTEN_AXES } from './clause-schema.ts';
import { problemsOf } from './testing/refusal-table.ts';
import { smallScenario } from './testing/scenario-fixture.ts';

/** One fault in a mandate hides none of the others: whoever mends it is told of all at once. */

type Mapping = Record<string, unknown>;
type Written = Mapping & { clauses: Mapping[] };

const FILE = 'mandates/visit.yaml';

/** The rules of the problems of the visit as it is changed. */
function rulesOf(change: (mandate: Written) => void): string[] {
  const files = smallScenario({
    [FILE]: (text) => {
      const mandate = parse(text) as Written;
      change(mandate);
      return stringify(mandate, { aliasDuplicateObjects: false });
    },
  });
  return problemsOf(files).map((told) => /^(\S+):\d+ \[([a-z-]+)\] (.*)$/s.exec(told)?.slice(1, 4).join(' ') ?? told);
}

const clause = (mandate: Written, n: number) => mandate.clauses[n] ?? assert.fail();
const NEAR = (rule: string, word: string, meant: string) => `unknown ${rule} \`${word}\`; did you mean \`${meant}\`?`;
const MISSPELT = {
  place: [['consulat'], NEAR('place', 'consulat', 'consulate')],
  purpose: [['securty'], NEAR('purpose', 'securty', 'security')],
  source: [['X9'], 'unknown source `X9`'],
  agency: [['gest'], NEAR('agency', 'gest', 'guest')],
  component: [['guest.analyst'], NEAR('component', 'guest.analyst', 'guest.analysts')],
  zones: [{ maximun: ['inside'] }, NEAR('zone kind', 'maximun', 'maximum')],
  activity: [['asess'], NEAR('activity', 'asess', 'assess')],
} as const;
type Misspelt = keyof typeof MISSPELT;

function isTold(told: readonly string[], word: Misspelt, beside: string): void {
  const [, message] = MISSPELT[word];
  assert(
    told.some((one) => one.includes(message)),
    `${message}, beside ${beside}, among: ${told.join(' | ')}`,
  );
}

const BROKEN: Readonly<Record<string, readonly unknown[]>> = {
  id: ['Not An Id', undefined, []],
  text: ['', undefined, 7],
  basis: ['hearsay', undefined],
  source: ['X1', undefined, ['x']],
  effect: ['permitt', undefined, 3],
  agency: ['everybody', []],
  activity: [undefined, 7],
  axes: [1],
  ...Object.fromEntries(WRITTEN_AXES.map((axis) => [axis, [undefined, 7, { nott: [] }]])),
};

for (const [member, values] of Object.entries(BROKEN)) {
  test(`what is wrong in \`${member}\` of a clause hides no misspelt word of the others`, () => {
    for (const value of values) {
      const words = (Object.keys(MISSPELT) as Misspelt[]).filter((word) => word !== member);
      const told = rulesOf((mandate) => {
        const misspelt = Object.fromEntries(words.map((word) => [word, MISSPELT[word][0]]));
        Object.assign(clause(mandate, 1), { agency: ['guest'], ...misspelt });
        if (value === undefined) delete clause(mandate, 1)[member];
        else clause(mandate, 1)[member] = value;
      });
      for (const word of words) isTold(told, word, `${member}: ${JSON.stringify(value)}`);
      assert(told.length > words.length, `${member}: ${JSON.stringify(value)} is a fault: ${told.join(' | ')}`);
    }
  });
}

test('what is wrong in the head of a mandate hides no misspelt word of its clauses, nor of the rest of the head', () => {
  for (const [member, value] of [
    ['title', ''],
    ['mandate', 'Not An Id'],
    ['version', 0],
    ['holder', 7],
    ['issuer', null],
    ['instrument', 7],
    ['openQuestions', 'Q1'],
    ['vocabulary', { id: 'small' }],
    ['titel', 'x'],
  ] as const) {
    for (const word of ['place', 'activity', 'source'] as const) {
      const told = rulesOf((mandate) => {
        mandate[member] = value;
        Object.assign(clause(mandate, 1), { [word]: MISSPELT[word][0] });
        if (member !== 'issuer') mandate['issuer'] = 'hots';
        if (member !== 'openQuestions') mandate['openQuestions'] = ['Q1', 'Q7'];
      });
      isTold(told, word, member);
      const other = member === 'issuer' ? 'unknown open question `Q7`' : NEAR('agency', 'hots', 'host');
      assert(
        told.some((one) => one.includes(other)),
        `${other}, beside ${member}: ${told.join(' | ')}`,
      );
    }
  }
});

test('an id that two clauses have is told where one of them has another fault; one without an id has none of another', () => {
  const twice = rulesOf((mandate) => {
    Object.assign(clause(mandate, 1), { id: 1, text: '' });
  });
  assert(
    twice.some((told) => told.includes('duplicate-id the clause `1` is given twice')),
    twice.join(' | '),
  );
  const without = rulesOf((mandate) => {
    for (const one of mandate.clauses) delete one['id'];
  });
  assert.equal(without.filter((told) => told.includes('duplicate-id')).length, 0);
  assert.equal(without.filter((told) => told.includes('`id` is missing')).length, 3);
});

test('where the time of a mandate cannot be read, nothing is said of hours within it; and of more clauses than there may be, nothing of each', () => {
  const daily = rulesOf((mandate) => {
    mandate['until'] = 'soon';
    Object.assign(clause(mandate, 1), { time: [{ daily: { from: '08:00', until: '20:00' } }] });
  });
  assert.deepEqual(
    daily.map((told) => told.split(' ')[1]),
    ['malformed'],
  );
  const many = rulesOf((mandate) => {
    const one = clause(mandate, 2);
    mandate.clauses = Array.from({ length: 5_001 }, (_, id) => ({ ...one, id, place: ['nowhere'] }));
  });
  assert.deepEqual(
    many.map((told) => told.split(' ')[1]),
    ['too-large'],
  );
});

test('what is not read as a whole is told once, and what is no clause hides none', () => {
  const told = rulesOf((mandate) => {
    mandate.clauses = ['a sentence' as never, null as never, ...mandate.clauses];
    Object.assign(clause(mandate, 3), { place: ['consulat'] });
  });
  assert.equal(told.length, 3, told.join(' | '));
  isTold(told, 'place', 'two that are none');
  const once = rulesOf((mandate) => {
    Object.assign(clause(mandate, 1), { place: 7, basis: 'hearsay' });
  });
  assert.equal(once.length, 2, once.join(' | '));
});
