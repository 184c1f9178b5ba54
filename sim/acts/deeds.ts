import type { Intent, Scene } from './scene.ts';

/** Deeds: asked for, begun, ended, told of afterwards; by guests above all, with what would make a coercive one possible. */

export function propose(scene: Scene): Intent {
  const { chance } = scene;
  const again = chance.is(0.15) ? askedBefore(scene) : undefined;
  if (again !== undefined) return again;
  const guarded = chance.is(0.5) ? scene.guardedGuest() : undefined;
  const actor = guarded ?? (chance.is(0.6) ? scene.guest() : scene.anybody());
  const activity = guarded !== undefined || chance.is(0.1) ? 'identity-check' : scene.activity();
  const from = scene.minutes(chance.of([0, 0, 1, 5, 30, -1, -4]));
  const until = chance.is(0.03) ? from : from + chance.between(1, 240) * 60_000;
  const place = chance.of(['quay', 'quay', 'quay', 'hall', 'hall', 'hotel', 'embassy', 'annex', 'state.elsewhere']);
  const purpose = chance.of(['event-security', 'event-security', 'public-safety', 'room-duty']);
  const what = chance.of(['as agreed', 'once more', 'at the gate']);
  return { kind: 'deed.propose', actor, activity, place, purpose, deedAt: from, detail: { until, what } };
}

/** The same deed again, or the host's counter-offer taken up, word for word or not quite. */
function askedBefore({ rows, chance, now }: Scene): Intent | undefined {
  const countered = rows
    .all('requests')
    .filter((row) => row.counter !== null)
    .at(-1);
  if (countered?.counter != null && chance.is(0.7)) {
    const { person, activity, place, purpose, from, until, what } = countered.counter.deed;
    const detail = { until: chance.is(0.1) ? until + 1 : until, what, counters: countered.id };
    return { kind: 'deed.propose', actor: person, activity, place, purpose, deedAt: from, detail };
  }
  const lately = rows.all('deeds').slice(-30);
  // What was approved, and done under that approval, is asked for once more while it is still early enough.
  const approved = lately.filter((row) => row.approval !== '' && row.from > now - 120_000);
  const deed = (chance.is(0.6) ? chance.pick(approved) : undefined) ?? chance.pick(lately.slice(-6));
  if (deed === undefined) return undefined;
  const { person, activity, place, purpose, from, until, what } = deed;
  return { kind: 'deed.propose', actor: person, activity, place, purpose, deedAt: from, detail: { until, what } };
}

export function begin(scene: Scene): Intent | undefined {
  const { rows } = scene;
  const approved = (digest: string) => rows.all('approvals').some((row) => row.digest === digest && row.ended === null);
  const begins = ({ digest, request }: { digest: string; request: string | null }) =>
    request === null || approved(digest);
  const deed = scene.matter(rows.all('deeds').slice(-60), (row) => row.status === 'waiting' && begins(row));
  return (
    deed && {
      kind: 'deed.begin',
      actor: doer(scene, deed.person),
      activity: 'deed.begin',
      place: deed.place,
      purpose: deed.purpose,
      detail: { deed: deed.id },
    }
  );
}

export function end(scene: Scene): Intent | undefined {
  const deed = scene.matter(scene.rows.all('deeds').slice(-60), (row) => row.status === 'open');
  return deed && { kind: 'deed.end', actor: doer(scene, deed.person), detail: { deed: deed.id } };
}

export function report(scene: Scene): Intent {
  const actor = scene.anybody();
  const activity = scene.activity();
  const deedAt = scene.minutes(scene.chance.of([-300, -30, -5, 0, 3]));
  const place = scene.chance.is(0.2) ? 'unknown' : scene.word('place');
  return { kind: 'deed.report', form: 'report', actor, activity, place, deedAt, detail: { what: 'it was done' } };
}

export function occurrence(scene: Scene): Intent {
  const { chance } = scene;
  const agency = chance.of(['guest-a', 'guest-b', 'host-police', 'unknown']);
  const component = chance.of(['guest-a.protect', 'guest-b.branch', 'unknown']);
  const deed = {
    agency,
    component,
    role: chance.of(['unknown', 'support-officer']),
    activity: scene.activity(),
    purpose: chance.of(['unknown', 'event-security']),
    place: chance.of(['unknown', 'quay', 'hotel']),
  };
  const deedAt = scene.minutes(chance.of([-600, -60, -5, 0, 2]));
  const actor = chance.is(0.1) ? 'registrar:guest-b' : scene.anybody();
  return { kind: 'occurrence.report', form: 'report', actor, deedAt, detail: { deed, text: 'seen by passers-by' } };
}

export function withdraw(scene: Scene): Intent | undefined {
  const request = scene.matter(scene.rows.all('requests').slice(-40), (row) => row.status === 'waiting');
  return (
    request && { kind: 'request.withdraw', actor: doer(scene, request.requester), detail: { request: request.id } }
  );
}

/** The person it is about, or somebody who meddles. */
function doer(scene: Scene, person: string): string {
  return scene.chance.is(0.1) ? scene.anybody() : person;
}
