import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { scenarioFolder } from '../../../../scenarios/read.ts';
import { newClause } from '../reading/written-mandate.ts';
import { DraftText, type Edit } from './draft-text.ts';
import { flowText } from './flow-text.ts';

const TEXT = readFileSync(join(scenarioFolder('milano-cortina-2026'), 'mandates/us-hsi.yaml'), 'utf8');

/** Lines that are in the one text and not in the other. */
function changedLines(before: string, after: string): readonly [gone: string[], come: string[]] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [old.filter((line) => !now.includes(line)), now.filter((line) => !old.includes(line))];
}

const edited = (text: string, edit: Edit): string => new DraftText(text).edited(edit)?.text ?? assert.fail('no edit');

describe('a change of a form', () => {
  test('touches its own line alone; the comment beside stays', () => {
    const after = edited(TEXT, { do: 'set', path: ['instrument'], value: 'Exchange of notes' });
    assert.deepEqual(changedLines(TEXT, after), [
      ['instrument: null               # no report names one: Q4'],
      ['instrument: "Exchange of notes"               # no report names one: Q4'],
    ]);
  });

  test('of a list of words, of a text with quotes and lines, of a time', () => {
    const places: Edit = { do: 'set', path: ['clauses', 0, 'place'], value: ['san-siro', 'milan.elsewhere'] };
    assert.deepEqual(changedLines(TEXT, edited(TEXT, places))[1], ['    place: [san-siro, milan.elsewhere]']);
    const text = 'He said "no": # not\na comment, è vero';
    const after = new DraftText(edited(TEXT, { do: 'set', path: ['clauses', 3, 'text'], value: text }));
    assert.equal(after.at(['clauses', 3, 'text']), text);
    const daily = [{ daily: { from: '08:00', until: '24:00' } }];
    const hours = new DraftText(edited(TEXT, { do: 'set', path: ['clauses', 3, 'time'], value: daily }));
    assert.deepEqual(structuredClone(hours.at(['clauses', 3, 'time'])), daily);
  });

  test('adds a key where there was none, and takes it away again', () => {
    const list: Edit = { do: 'set', path: ['clauses', 2, 'agency'], value: ['us-ice'] };
    const after = edited(TEXT, list);
    assert.deepEqual(changedLines(TEXT, after), [[], ['    agency: [us-ice]']]);
    assert.equal(edited(after, { do: 'remove', path: ['clauses', 2, 'agency'] }), TEXT);
  });

  test('adds a clause at the end and removes it; one in the middle goes whole', () => {
    const count = (new DraftText(TEXT).at(['clauses']) as unknown[]).length;
    const after = edited(TEXT, { do: 'append', clause: newClause(99) });
    assert.deepEqual(changedLines(TEXT, after)[0], []);
    assert.equal(edited(after, { do: 'remove', path: ['clauses', count] }).trimEnd(), TEXT.trimEnd());
    const without = new DraftText(edited(TEXT, { do: 'remove', path: ['clauses', 1] }));
    assert.deepEqual(without.at(['clauses', 1, 'id']), 3);
  });

  test('in a layout of several lines, of block texts, and of JSON', () => {
    const block = `# mine\n${TEXT.replace(
      '    source: [R4, X1]\n    activity',
      '    source:\n      - R4   # why\n      - X1\n    activity',
    ).replace(/text: "(Investigators keep[^"]*)"/, 'text: >\n      $1')}`;
    const source = new DraftText(edited(block, { do: 'set', path: ['clauses', 0, 'source'], value: ['R1'] }));
    assert.deepEqual(structuredClone(source.at(['clauses', 0, 'source'])), ['R1']);
    assert.deepEqual(changedLines(block, source.text), [['      - R4   # why', '      - X1'], ['      - R1']]);
    const none = edited(block, { do: 'set', path: ['clauses', 0, 'source'], value: [] });
    assert.deepEqual(changedLines(block, none)[1], ['    source: []']);
    const text = edited(block, { do: 'set', path: ['clauses', 0, 'text'], value: 'short' });
    assert(text.startsWith('# mine\n'));
    const json = JSON.stringify({ mandate: 'a', clauses: [{ id: 1 }] });
    const added = new DraftText(edited(json, { do: 'append', clause: { id: 2 } }));
    assert.equal(added.at(['clauses', 1, 'id']), 2);
    const empty = new DraftText(edited('mandate: a\nclauses: []\n', { do: 'append', clause: { id: 1 } }));
    assert.equal(empty.at(['clauses', 0, 'id']), 1);
  });

  test('every field of a permit and of a forbid can be set, and nothing else changes', () => {
    const before = new DraftText(TEXT);
    for (const n of [0, 12]) {
      for (const key of Object.keys(before.at(['clauses', n]) as object)) {
        const after = before.edited({ do: 'set', path: ['clauses', n, key], value: 'any other' });
        assert(after !== undefined);
        const [gone, come] = changedLines(TEXT, after.text);
        assert(gone.length <= 1 && come.length === 1, `${n} ${key}`);
      }
    }
  });

  test('is not made where the text is no YAML, or writes the place by an alias', () => {
    assert.equal(new DraftText('a: [').edited({ do: 'set', path: ['a'], value: 1 }), undefined);
    const aliased = 'mandate: a\nx: &x [b]\ny: *x\n';
    assert.equal(new DraftText(aliased).edited({ do: 'set', path: ['y', 0], value: 'c' }), undefined);
  });
});

test('lines of parts are where they stand', () => {
  const draft = new DraftText('mandate: a\nclauses:\n  - id: 1\n    text: "b"\n  - id: 2\n    text: c\n');
  assert.deepEqual(draft.linesOf(['mandate']), [1, 1]);
  assert.deepEqual(draft.linesOf(['clauses', 0]), [3, 4]);
  assert.deepEqual(draft.linesOf(['clauses', 1, 'text']), [6, 6]);
  assert.deepEqual(draft.linesOf(['clauses', 1, 'place']), [5, 6], 'of the nearest part above');
  assert.deepEqual(draft.text.slice(...draft.offsetsOf(4)), '    text: "b"');
});

test('what a form writes is what the text says, whatever word it is', () => {
  for (const word of [
    'any',
    'null',
    'True',
    '08:00',
    '1',
    'us-ice.hsi',
    'group:analysis',
    'a: b',
    '#x',
    '',
    '- a',
    '~',
    'no',
    '1e3',
  ])
    assert.equal(new DraftText(`word: ${flowText([{ [word]: word }])}`).at(['word', 0, word]), word, word);
});
