import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalJson } from '../base/json.ts';
import { ACT_KINDS, DESKLESS_KINDS } from '../terms/act-kinds.ts';
import { definitionOf } from './registry.ts';

const page = readFileSync(new URL('../../docs/acts.md', import.meta.url), 'utf8');

/** The rows of the table of kinds: kind, forms, detail, effect, house rules. */
const rows = new Map(
  [...page.matchAll(/^\| `([a-z]+\.[a-z-]+)` \| (P|R|PR) \| (.*) \|$/gm)].map(([, kind, forms, rest]) => [
    kind ?? '',
    { forms: forms ?? '', cells: (rest ?? '').split(' | ') },
  ]),
);

test('docs/acts.md lists every kind, and no other', () => {
  assert.deepEqual([...rows.keys()].sort(), [...ACT_KINDS].sort());
});

for (const kind of ACT_KINDS) {
  const definition = definitionOf(kind);

  test(`\`${kind}\`: its example passes its own schema, changed by nothing`, () => {
    assert.equal(definition.kind, kind);
    const parsed = definition.detail.safeParse(definition.example);
    assert(parsed.success, parsed.error?.message);
    assert.equal(canonicalJson(parsed.data), canonicalJson(definition.example));
  });

  test(`\`${kind}\`: a member that its schema does not know is refused`, () => {
    const more = { ...(definition.example as object), accompanied: true };
    assert.equal(definition.detail.safeParse(more).success, false);
  });

  test(`\`${kind}\`: docs/acts.md has its forms and the members of its detail`, () => {
    const row = rows.get(kind);
    const forms = [definition.forms.includes('proposal') ? 'P' : '', definition.forms.includes('report') ? 'R' : ''];
    assert.equal(row?.forms, forms.join(''));
    const detail = row?.cells[0] ?? '';
    // The genesis is written by the room alone; the page says so instead of its members.
    if (kind === 'ledger.create') return assert.match(detail, /genesis/);
    for (const member of Object.keys(definition.example as object)) {
      assert.match(detail, new RegExp(`\\b${member}\\b`), `\`${member}\` is not in \`${detail}\``);
    }
  });
}

test('what confers something is never in force by a report: such kinds are marked, and no others may be reported', () => {
  const reported = ACT_KINDS.filter((kind) => definitionOf(kind).forms.includes('report'));
  const plain = reported.filter((kind) => definitionOf(kind).conferring !== true);
  assert.deepEqual(plain.sort(), ['deed.report', 'log.line', 'occurrence.report']);
});

test('without a desk are only the room’s own acts, registrars’, signatures of mandates, alarms, reports, and signing on', () => {
  const deskless = ACT_KINDS.filter((kind) => definitionOf(kind).deskless === true);
  assert.deepEqual(
    [...DESKLESS_KINDS].sort(),
    deskless.sort(),
    'the console asks a place for these, and for no others',
  );
  assert.deepEqual(deskless, [
    'alert.raise',
    'clock.accept',
    'deed.report',
    'desk.sign-on',
    'erasure.finish',
    'ledger.create',
    'ledger.disclose',
    'ledger.fill',
    'ledger.key',
    'mandate.sign',
    'occurrence.report',
    'roster.enrol',
    'roster.remove',
    'timer.due',
    'witness.pass',
  ]);
});
