import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import { canonicalJson } from '../../base/json.ts';
import { fc } from '../../base/testing/properties.ts';
import { decide, readFacts, readSet } from '../../verify/interpreter.ts';
import { isFault } from '../../verify/report.ts';
import type { Asked, DeskRoom } from '../testing/desk-room.ts';
import { enterItem, harbourAtWork, identityCheck } from '../testing/harbour.ts';

/** Everything the room ever entered, as anybody with code of their own replays it: what does not follow, or cannot be read. */
function unfit(room: DeskRoom): string[] {
  const faults: string[] = [];
  for (const { index, draft } of room.entries) {
    const { fields } = draft;
    for (const said of fields.atEntry === undefined ? [fields] : [fields, fields.atEntry]) {
      const set = readSet(Buffer.from(room.room.sets.text(said.set), 'utf8'));
      assert(!isFault(set));
      const facts = readFacts(JSON.parse(canonicalJson(said.facts)), set);
      if (isFault(facts)) faults.push(`${index} ${fields.kind}: ${facts.fault}`);
      else if (fields.cause === undefined) {
        const { outcome, clauses } = decide(set, facts);
        if (`${outcome} ${clauses}` !== `${said.outcome} ${said.clauses}`)
          faults.push(`${index}: ${outcome} ${clauses}`);
      }
    }
  }
  return faults;
}

const PEOPLE = ['gb-support-a', 'gb-liaison', 'ga-lead', 'ga-officer-a', 'gb-new'] as const;
const ROLES = ['support-officer', 'liaison-officer', 'no-role-of-any-vocabulary', 'registrar', 'operator', 'unknown'];

type Deed =
  | { readonly is: 'enrol'; readonly person: string; readonly roles: readonly string[] }
  | { readonly is: 'outlived'; readonly person: string; readonly role: string; readonly component: string }
  | { readonly is: 'act'; readonly person: string; readonly n: number };

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof(
    fc.record({
      is: fc.constant('enrol' as const),
      person: fc.constantFrom(...PEOPLE),
      roles: fc.array(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      is: fc.constant('outlived' as const),
      person: fc.constantFrom(...PEOPLE),
      role: fc.constantFrom('no-role-of-any-vocabulary', 'support-officer'),
      component: fc.constantFrom('guest-b-police.dissolved', 'guest-b-police.event-support'),
    }),
    fc.record({ is: fc.constant('act' as const), person: fc.constantFrom(...PEOPLE), n: fc.nat(5) }),
  ),
  { minLength: 3, maxLength: 14 },
);

function actOf(room: DeskRoom, by: string, n: number, item: string): Asked {
  const deed = { agency: 'guest-b-police', component: 'unknown', role: 'unknown', activity: 'identity-check' };
  const acts: Asked[] = [
    { by, kind: 'alert.raise', detail: { alert: 'emergency', text: 'smoke' } },
    identityCheck(room, { by }),
    { by, kind: 'deed.propose', activity: 'escort-to-safety', detail: { until: room.now + HOUR, what: 'out' } },
    {
      by,
      kind: 'deed.report',
      form: 'report',
      activity: 'identity-check',
      deedAt: room.now - MINUTE,
      detail: { what: 'x' },
    },
    {
      by,
      kind: 'occurrence.report',
      form: 'report',
      detail: { text: 'x', deed: { ...deed, purpose: 'unknown', place: 'unknown' } },
    },
    { by: 'ga-lead', kind: 'item.release', detail: { item, to: by } },
  ];
  return acts[n] ?? assert.fail('no such act');
}

async function perform(room: DeskRoom, what: Deed, item: string): Promise<void> {
  const row = room.state.get('people', what.person);
  if (what.is === 'act') {
    await room.send(actOf(room, what.person, what.n, item));
  } else if (what.is === 'outlived') {
    // As a ledger is opened whose people were enrolled under an earlier version of the vocabulary.
    if (row === undefined) return;
    const changed = { ...row, component: what.component, roles: [what.role] };
    room.state.apply([{ slice: 'people', id: row.id, row: changed }]);
  } else {
    const agency = row?.agency ?? 'guest-b-police';
    const component =
      agency === 'guest-b-police' ? 'guest-b-police.event-support' : 'guest-a-protection.close-protection';
    const { publicKey } = room.keyOf(what.person);
    const detail = { person: { id: what.person, agency, component, roles: what.roles, publicKey } };
    await room.send({ by: `registrar:${agency}`, kind: 'roster.enrol', detail });
  }
}

test('whoever is enrolled, and under whatever vocabulary, every entry can be replayed by anybody', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (list) => {
      const room = await harbourAtWork({ checksSignatures: false });
      const item = await enterItem(room, 'ga-lead');
      for (const what of list) await perform(room, what, item);
      assert.deepEqual(unfit(room), []);
    }),
    { numRuns: 12 },
  );
});

test('nobody is enrolled with a role of no vocabulary, nor with that of a registrar or the operator', async () => {
  const room = await harbourAtWork();
  const { publicKey } = room.keyOf('gb-new');
  const base = { id: 'gb-new', agency: 'guest-b-police', component: 'guest-b-police.event-support', publicKey };
  const enrol = (roles: readonly string[]) =>
    room.send({ by: 'registrar:guest-b-police', kind: 'roster.enrol', detail: { person: { ...base, roles } } });
  const wrong = await enrol(['support-officer', 'suport-officer']);
  assert('refused' in wrong && wrong.refused === 'unknown-word', JSON.stringify(wrong));
  assert.match(wrong.message, /detail\.person\.roles\.1.*did you mean `support-officer`/);
  for (const role of ['registrar', 'operator']) {
    const sent = await enrol([role]);
    assert('refused' in sent && sent.refused === 'malformed', JSON.stringify(sent));
  }
  assert.equal(room.state.get('people', 'gb-new'), undefined);
});
