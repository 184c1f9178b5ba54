import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR, MINUTE } from '../../base/clock.ts';
import { deriveActor } from '../../desk/facts/actor.ts';
import { draftOn } from '../../desk/state.ts';
import type { DeskRoom } from '../../desk/testing/desk-room.ts';
import { harbourAtWork, harbourScenario, openIdentityCheck } from '../../desk/testing/harbour.ts';
import { mandateAsWritten } from '../../mandates/mandate-text.ts';
import type { Clause, MandateDocument } from '../../mandates/scenario.ts';
import type { ActKind } from '../../terms/act-kinds.ts';
import { sideOf, sidesOf, staysWithHolder } from './drafts.ts';
import { mandateSign } from './sign.ts';

type Named = { readonly mandate: string; readonly version: number; readonly digest: string };

type Change = (document: MandateDocument) => MandateDocument;

/** The next version of a mandate of the harbour, as its author would write it. */
async function nextVersion(change: Change = (same) => same, mandate = 'guest-b'): Promise<string> {
  const { mandates } = await harbourScenario();
  const first = mandates.find((document) => document.mandate === mandate) ?? assert.fail(`no \`${mandate}\``);
  return mandateAsWritten(change({ ...first, version: 2 }));
}

const titled: Change = (document) => ({ ...document, title: 'Another title' });
/** With clauses changed, or left out where nothing is given. */
const clauses =
  (change: (clause: Clause) => Clause | undefined): Change =>
  (document) => ({ ...document, clauses: document.clauses.flatMap((clause) => change(clause) ?? []) });

/** A room with a legal adviser and a second commander within reach. */
async function roomWithLawyer(): Promise<DeskRoom> {
  const room = await harbourAtWork();
  await room.signOn('legal-a', 'host-room.legal');
  return room;
}

async function drafted(room: DeskRoom, document: string, by = 'commander-a'): Promise<Named> {
  const read = room.room.directory.readMandate(document);
  assert(typeof read !== 'string', String(read));
  const named = { mandate: read.id, version: read.version, digest: read.digest };
  await room.permitted({ by, kind: 'mandate.draft', detail: { ...named, document, reason: 'asked for by state B' } });
  return named;
}

const review = (room: DeskRoom, named: Named, opinion: 'cleared' | 'objected' = 'cleared', by = 'legal-a') =>
  room.enter({ by, kind: 'mandate.review', detail: { ...named, opinion, note: 'read against the exchange of notes' } });
const sign = (room: DeskRoom, named: Named, by: string) => room.enter({ by, kind: 'mandate.sign', detail: named });

function enforce(room: DeskRoom, { mandate, version }: Named, from?: number) {
  const detail = { mandate, version, reason: 'agreed by both sides', ...(from === undefined ? {} : { from }) };
  return room.enter({ by: 'commander-a', kind: 'mandate.enforce', detail });
}

async function agreed(room: DeskRoom, document: string): Promise<Named> {
  const named = await drafted(room, document);
  for (const step of [await review(room, named), await sign(room, named, 'commander-b')]) {
    assert.equal(step.outcome, 'permitted');
  }
  assert.equal((await sign(room, named, 'gb-envoy')).outcome, 'permitted');
  return named;
}

function statusOf(room: DeskRoom, { mandate, version }: Named) {
  return room.state.get('drafts', `${mandate}@${version}`)?.status;
}

test('a draft comes into force once it is cleared and signed by both sides, and not a step earlier', async () => {
  const room = await roomWithLawyer();
  const named = await drafted(room, await nextVersion());
  assert.deepEqual((await enforce(room, named)).clauses, ['R-34']);
  assert.deepEqual((await sign(room, named, 'commander-b')).clauses, ['R-34'], 'not signed before it is reviewed');
  assert.equal((await review(room, named)).outcome, 'permitted');
  assert.equal((await sign(room, named, 'commander-b')).outcome, 'permitted');
  assert.deepEqual((await enforce(room, named)).clauses, ['R-34'], 'the sending state did not sign');
  assert.equal((await sign(room, named, 'gb-envoy')).outcome, 'permitted');
  const before = room.state.get('mandates', 'guest-b')?.version;
  assert.equal((await enforce(room, named)).outcome, 'permitted');
  assert.deepEqual([before, room.state.get('mandates', 'guest-b')?.version], [1, 2]);
  assert.equal(room.state.get('mandates', 'guest-b')?.digest, named.digest);
  assert.equal(statusOf(room, named), 'in-force');
});

test('every step is another person’s, and each belongs to its own side', async () => {
  const room = await roomWithLawyer();
  const named = await drafted(room, await nextVersion());
  assert.deepEqual((await sign(room, named, 'commander-a')).clauses, ['R-34'], 'not by the drafter, reviewed or not');
  await review(room, named);
  const refused: [string, () => Promise<{ outcome: string; clauses: readonly string[] }>][] = [
    ['the drafter signs', () => sign(room, named, 'commander-a')],
    ['a loggist signs', () => sign(room, named, 'loggist-a')],
    ['the liaison officer signs for the state', () => sign(room, named, 'gb-liaison')],
    ['the envoy of another state signs', () => sign(room, named, 'ga-envoy')],
    ['the adviser signs', () => sign(room, named, 'legal-a')],
    ['a commander gives the legal opinion', () => review(room, named, 'cleared', 'commander-a')],
    ['an envoy gives it', () => review(room, named, 'cleared', 'gb-envoy')],
  ];
  for (const [who, step] of refused) {
    const { outcome } = await step();
    assert(outcome === 'prohibited' || outcome === 'outside', `${who}: ${outcome}`);
  }
  assert.deepEqual(room.state.get('drafts', 'guest-b@2')?.signatures, []);
});

test('of another guest’s draft nobody learns more than that there is none', async () => {
  const room = await roomWithLawyer();
  const named = await drafted(room, await nextVersion());
  await review(room, named);
  const other = { ...named, version: 9 };
  const [there, absent] = [await sign(room, named, 'ga-envoy'), await sign(room, other, 'ga-envoy')];
  assert.deepEqual([there.outcome, there.clauses], [absent.outcome, absent.clauses]);
  const entry = room.entries.find(({ draft }) => draft.fields.kind === 'mandate.draft');
  assert.deepEqual(entry?.draft.fields.audience, {
    agencies: ['guest-b-police', 'host'],
    rooms: [],
    persons: [],
    everyone: false,
  });
});

test('an edit is another draft: what was reviewed and signed counts for the text that it was said of', async () => {
  const room = await roomWithLawyer();
  const named = await agreed(room, await nextVersion());
  const edited = await drafted(room, await nextVersion(titled));
  assert.notEqual(edited.digest, named.digest);
  assert.deepEqual((await sign(room, named, 'commander-b')).clauses, ['R-04'], 'the text that was signed is gone');
  assert.deepEqual((await enforce(room, edited)).clauses, ['R-34']);
  const { review: opinion, signatures } = room.state.get('drafts', 'guest-b@2') ?? assert.fail('no draft');
  assert.deepEqual([opinion, signatures], [null, []]);
});

test('an objection holds up what was signed, until it is cleared again', async () => {
  const room = await roomWithLawyer();
  const named = await agreed(room, await nextVersion());
  assert.equal((await review(room, named, 'objected')).outcome, 'permitted');
  assert.deepEqual((await enforce(room, named)).clauses, ['R-34']);
  await review(room, named);
  assert.equal((await enforce(room, named)).outcome, 'permitted');
});

test('who gave an opinion signs nothing, also where somebody else’s came after it', async () => {
  const room = await roomWithLawyer();
  const named = await drafted(room, await nextVersion());
  await review(room, named);
  const draft = room.state.get('drafts', 'guest-b@2') ?? assert.fail('no draft');
  const later = { ...(draft.review ?? assert.fail('no opinion')), person: 'legal-b' };
  const rules = (reviewers: readonly string[]) =>
    mandateSign.broken?.({
      actor: { id: 'legal-a', agency: 'host-police', standing: 'host-authority' },
      detail: named,
      records: { drafts: new Map([[draft.id, { ...draft, review: later, reviewers }]]) },
      directory: room.room.directory,
    } as never);
  assert.deepEqual(draft.reviewers, ['legal-a']);
  assert.deepEqual(rules(['legal-a', 'legal-b']), ['R-34']);
  assert.deepEqual(rules(['legal-b']), []);
});

test('a version that was withdrawn can be drafted again, from its first step on', async () => {
  const room = await roomWithLawyer();
  const text = await nextVersion();
  const named = await agreed(room, text);
  const detail = { ...named, document: text, reason: 'after all' };
  const again = () => room.enter({ by: 'commander-a', kind: 'mandate.draft', detail });
  assert.deepEqual((await again()).clauses, ['R-06'], 'it lies there already');
  const withdraw = { kind: 'mandate.withdraw', detail: { ...named, reason: 'agreed otherwise' } } as const;
  await room.permitted({ by: 'commander-a', ...withdraw });
  assert.equal((await again()).outcome, 'permitted');
  assert.equal(statusOf(room, named), 'open');
  assert.deepEqual((await enforce(room, named)).clauses, ['R-34'], 'what was signed before counts no more');
});

test('an objection holds up a document of the event too, which an exercise otherwise takes as agreed', async () => {
  const room = await roomWithLawyer();
  const digest = room.room.directory.mandate('guest-a', 1)?.digest ?? '';
  const named = { mandate: 'guest-a', version: 1, digest };
  await room.permitted({ by: 'commander-a', kind: 'mandate.suspend', detail: { mandate: 'guest-a', reason: 'asked' } });
  // Once in force, its steps are over; what is asked of its resuming is what is asked of its text.
  assert.deepEqual((await review(room, named, 'objected')).clauses, ['R-06']);
  assert.equal((await enforce(room, named)).outcome, 'permitted');
});

/** Guest A’s protection with a power that C1 rules out for it. */
const breaksC1 = clauses((clause) => {
  if (clause.id === 'guest-a/10') return undefined;
  const isEscort = clause.id === 'guest-a/7';
  return isEscort ? { ...clause, written: { ...clause.written, activity: ['identity-check'] } } : clause;
});

test('a text that would break a commitment does not come into force, but for an exception that another signs', async () => {
  const room = await roomWithLawyer();
  const named = await drafted(room, await nextVersion(breaksC1, 'guest-a'));
  await review(room, named);
  for (const by of ['commander-b', 'ga-envoy']) assert.equal((await sign(room, named, by)).outcome, 'permitted');
  assert.deepEqual((await enforce(room, named)).clauses, ['R-35']);
  const except = (by: string, commitment: string) =>
    room.enter({ by, kind: 'mandate.except', detail: { ...named, commitment, reason: 'told to both parliaments' } });
  assert.deepEqual((await except('commander-a', 'C1')).clauses, ['R-35'], 'the drafter excepts');
  await room.permitted({ by: 'commander-a', kind: 'desk.sign-off', detail: {} });
  await room.signOn('commander-b', 'host-room.commander');
  assert.deepEqual((await except('commander-b', 'C9')).clauses, ['R-35'], 'no such commitment');
  assert.deepEqual((await except('commander-b', 'C4')).clauses, ['R-35'], 'no rule');
  assert.equal((await except('commander-b', 'C5')).outcome, 'permitted');
  const put = () =>
    room.enter({
      by: 'commander-b',
      kind: 'mandate.enforce',
      detail: { mandate: 'guest-a', version: 2, reason: 'agreed' },
    });
  assert.deepEqual((await put()).clauses, ['R-35'], 'the exception is to another commitment');
  assert.equal((await except('commander-b', 'C1')).outcome, 'permitted');
  assert.deepEqual((await except('commander-b', 'C1')).clauses, ['R-06']);
  assert.equal((await put()).outcome, 'permitted');
  // No override reaches a commitment: it rules on.
  await room.signOn('ga-officer-a', 'embassy-a-room.detail');
  const check = await room.enter({
    by: 'ga-officer-a',
    kind: 'deed.propose',
    activity: 'identity-check',
    purpose: 'delegation-protection',
    place: 'conference-hall',
    detail: { until: room.now + HOUR, what: 'who stands at the door' },
  });
  assert.equal(check.outcome, 'prohibited');
  assert(check.clauses.includes('C1'));
});

test('a permit that silently beats an approval keeps its mandate out of force, and nothing excepts it', async () => {
  const room = await roomWithLawyer();
  const broad: Change = (document) => {
    const guarded = document.clauses.find(({ id }) => id === 'guest-b/8') ?? assert.fail('no clause 8');
    const purpose = { ...guarded.written, purpose: 'any' };
    return {
      ...document,
      clauses: [...document.clauses, { ...guarded, id: 'guest-b/99', effect: 'permit', written: purpose }],
    };
  };
  const named = await agreed(room, await nextVersion(broad));
  assert.deepEqual((await enforce(room, named)).clauses, ['R-35']);
});

test('at a stated time the clock puts it in force, and what it forbids ends then', async () => {
  const room = await roomWithLawyer();
  const { deed } = await openIdentityCheck(room);
  const silent = clauses((clause) => (clause.id === 'guest-b/7' ? undefined : clause));
  const named = await agreed(room, await nextVersion(silent));
  const begins = room.now + 20 * MINUTE;
  assert.deepEqual((await enforce(room, named, room.now)).clauses, ['R-12'], 'a time that is over');
  assert.equal((await enforce(room, named, begins)).outcome, 'permitted');
  assert.equal(statusOf(room, named), 'due');
  assert.equal(room.state.get('mandates', 'guest-b')?.version, 1);
  assert.deepEqual((await sign(room, named, 'commander-b')).clauses, ['R-06']);
  const index = room.entries.length;
  await room.advanceTo(begins);
  assert.deepEqual(room.kindsFrom(index).slice(0, 2), ['mandate.begun', 'deed.ended']);
  assert.equal(room.state.get('deeds', deed)?.status, 'ended');
  assert.equal(room.state.get('mandates', 'guest-b')?.version, 2);
});

test('what is suspended meanwhile, or withdrawn, does not come into force by itself', async () => {
  for (const kind of ['mandate.suspend', 'mandate.withdraw'] satisfies ActKind[]) {
    const room = await roomWithLawyer();
    const named = await agreed(room, await nextVersion());
    await enforce(room, named, room.now + 20 * MINUTE);
    const detail =
      kind === 'mandate.suspend' ? { mandate: 'guest-b', reason: 'x' } : { ...named, reason: 'agreed otherwise' };
    await room.permitted({ by: 'commander-a', kind, detail });
    assert.equal(statusOf(room, named), 'withdrawn', kind);
    await room.advanceTo(room.now + HOUR);
    assert.equal(room.state.get('mandates', 'guest-b')?.version, 1, kind);
    assert.deepEqual((await enforce(room, named)).clauses, ['R-34'], kind);
  }
});

test('a number is drafted under once it is free, and one text once', async () => {
  const room = await roomWithLawyer();
  const document = await nextVersion();
  const named = await drafted(room, document);
  const again = (text: string, by = 'commander-a') => {
    const read = room.room.directory.readMandate(text);
    assert(typeof read !== 'string', String(read));
    const { id, version, digest } = read;
    const detail = { mandate: id, version, digest, document: text, reason: 'once more' };
    return room.enter({ by, kind: 'mandate.draft', detail });
  };
  assert.deepEqual((await again(document)).clauses, ['R-06'], 'the same text');
  assert.deepEqual((await again(document.replace('version: 2', 'version: 1'))).clauses, ['R-06'], 'a version that was');
  assert.equal((await again(document, 'gb-envoy')).outcome, 'prohibited', 'by who sits at no desk');
  for (const step of [await review(room, named), await sign(room, named, 'commander-b')]) {
    assert.equal(step.outcome, 'permitted');
  }
  await sign(room, named, 'gb-envoy');
  await enforce(room, named);
  assert.deepEqual((await again(await nextVersion(titled))).clauses, ['R-06'], 'in force');
});

test('what is no mandate, is another than it says, or has another digest is turned away with the line', async () => {
  const room = await roomWithLawyer();
  const document = await nextVersion();
  const read = room.room.directory.readMandate(document);
  assert(typeof read !== 'string');
  const right = { mandate: 'guest-b', version: 2, digest: read.digest, document, reason: 'x' };
  const wrong: [RegExp, object][] = [
    [/line 1: .*\(missing/, { document: 'mandate: guest-b' }],
    [
      /unknown activity `deed.begin2`; did you mean `deed.begin`/,
      { document: document.replace('deed.begin', 'deed.begin2') },
    ],
    [/it is version 2 of `guest-b`, not version 3/, { version: 3 }],
    [/it is version 2 of `guest-b`, not version 2 of `guest-a`/, { mandate: 'guest-a' }],
    [new RegExp(`the document’s is \`${read.digest}\``), { digest: '0'.repeat(64) }],
    [/an act has at most|too big|<=24576/i, { document: `${document}#${'x'.repeat(24_000)}` }],
  ];
  for (const [message, change] of wrong) {
    const answer = await room.send({ by: 'commander-a', kind: 'mandate.draft', detail: { ...right, ...change } });
    assert('refused' in answer, `${message}`);
    assert.match(answer.message, message);
  }
  assert.equal(room.state.get('drafts', 'guest-b@2'), undefined);
});

describe('a mandate stays with its holder', () => {
  const heldBy =
    (holder: string, ...named: string[]): Change =>
    (document) => ({
      ...document,
      holder,
      clauses: document.clauses.map((clause) => ({
        ...clause,
        written: { ...clause.written, ...(clause.effect === 'forbid' ? {} : { agency: named }) },
      })),
    });

  test('what another side may do is no draft, whoever holds it: the host, another guest, or the organiser', async () => {
    const room = await roomWithLawyer();
    for (const holder of ['host-justice', 'guest-a-protection', 'summit-office']) {
      const read = room.room.directory.readMandate(await nextVersion(heldBy(holder, 'guest-b-police')));
      assert.match(String(read), /^line \d+: what `guest-b-police` may do stands in a mandate of its own side/, holder);
    }
  });

  test('the root mandate lets guests attest and sign, and nothing else', async () => {
    const room = await roomWithLawyer();
    const wider = (activity: string[]) =>
      nextVersion(
        clauses((clause) =>
          clause.id === 'host-root/14' ? { ...clause, written: { ...clause.written, activity } } : clause,
        ),
        'host-root',
      );
    assert.notEqual(typeof room.room.directory.readMandate(await wider(['roster.enrol'])), 'string');
    const read = room.room.directory.readMandate(await wider(['roster.enrol', 'assess-threat']));
    assert.match(String(read), /\(permit-other-side/);
  });

  test('R-34: no version is another holder’s, so that nobody takes a mandate from whoever signed the one before', async () => {
    const room = await roomWithLawyer();
    const document = await nextVersion((first) => ({
      ...heldBy('host-justice', 'host-justice')(first),
      clauses: first.clauses.slice(0, 1).map((clause) => ({
        ...clause,
        written: {
          ...clause.written,
          agency: ['host-justice'],
          component: 'any',
          role: 'any',
          place: 'any',
          room: 'any',
        },
      })),
    }));
    const read = room.room.directory.readMandate(document);
    assert(typeof read !== 'string', String(read));
    const detail = { mandate: read.id, version: read.version, digest: read.digest, document, reason: 'ours now' };
    const answer = await room.enter({ by: 'commander-a', kind: 'mandate.draft', detail });
    assert.equal(`${answer.outcome} ${answer.clauses}`, 'prohibited R-34');
  });

  test('what was drafted before this was so comes into force for nobody, and the states of all its guests sign it', async () => {
    const room = await roomWithLawyer();
    const { directory } = room.room;
    const { records } = draftOn(room.state);
    const draft = { mandate: 'host-plan', version: 1, holder: 'host-justice' };
    const stays = (changed: object) => staysWithHolder(records, directory, { ...draft, ...changed });
    assert.equal(stays({ permits: ['host-justice', 'host-police'] }), true);
    for (const permits of [['guest-b-police'], ['host-police', 'guest-a-protection'], ['summit-office'], undefined])
      assert.equal(stays({ permits }), false, String(permits));
    assert.equal(stays({ mandate: 'guest-b', permits: [] }), false, 'guest B holds it');
    assert.equal(stays({ mandate: 'guest-b', holder: 'guest-b-police', permits: ['guest-b-police'] }), true);
    const permits = ['guest-b-police'];
    assert.deepEqual(sidesOf({ ...draft, permits }, directory), ['host', 'sending-state']);
    const of = (id: string) => deriveActor(records, directory, id, room.now);
    assert.equal(sideOf(of('gb-envoy'), { ...draft, permits }, directory), 'sending-state');
    assert.equal(sideOf(of('ga-envoy'), { ...draft, permits }, directory), undefined);
    const both = ['guest-a-protection', 'guest-b-police'];
    assert.equal(
      sideOf(of('gb-envoy'), { ...draft, permits: both }, directory),
      undefined,
      'nobody signs for two states',
    );
  });
});
