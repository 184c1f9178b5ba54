import { maybeLate } from './approvals.ts';
import type { Intent, Scene } from './scene.ts';

/** Assessments, and how they pass between agencies. */

const PURPOSE = 'event-security';

export function enter(scene: Scene): Intent {
  const { chance } = scene;
  const detail = {
    title: 'pickpockets',
    text: 'two groups were seen',
    handling: chance.of(['clear', 'green', 'amber', 'amber-strict', 'red']),
    originatorControl: chance.is(0.6),
    grading: { source: 'B', information: 2 },
    expires: scene.minutes(chance.of([-5, 10, 120, 1200])),
  };
  return { kind: 'item.enter', actor: holder(scene), purpose: PURPOSE, detail };
}

export function consent(scene: Scene): Intent | undefined {
  const item = scene.matter(scene.rows.all('items').slice(-12), ({ expired }) => !expired);
  if (item === undefined) return undefined;
  const to = scene.chance.of(['guest-a', 'guest-b', 'host-auth', 'host-police', 'nobody']);
  return { kind: 'item.consent', actor: ownerOf(scene, item.owner), purpose: PURPOSE, detail: { item: item.id, to } };
}

export function release(scene: Scene): Intent | undefined {
  const { chance, rows } = scene;
  const waiting = chance.is(0.4)
    ? rows
        .all('requests')
        .filter((row) => 'release' in row.asks && row.status === 'approved')
        .at(-1)
    : undefined;
  if (waiting !== undefined && 'release' in waiting.asks) {
    const { person, item, to, purpose, place = '' } = waiting.asks.release;
    return { kind: 'item.release', actor: person, purpose, place, detail: { item, to } };
  }
  const item = scene.matter(rows.all('items').slice(-12), ({ expired }) => !expired);
  if (item === undefined) return undefined;
  const onward = rows.all('releases').find((row) => row.item === item.id && row.recalled === null);
  const actor = onward !== undefined && chance.is(0.5) ? ownerOf(scene, onward.toAgency) : ownerOf(scene, item.owner);
  return {
    kind: 'item.release',
    ...maybeLate(scene),
    actor,
    purpose: PURPOSE,
    detail: { item: item.id, to: scene.anybody() },
  };
}

export function recall(scene: Scene): Intent | undefined {
  const read = scene.rows.all('consultations').filter((row) => row.ended === null && row.release !== '');
  // What somebody reads at this moment is asked back as often as anything else.
  const reading =
    read.length > 0 && scene.chance.is(0.5) ? scene.rows.get('releases', read.at(-1)?.release ?? '') : undefined;
  const row = reading ?? scene.matter(scene.rows.all('releases').slice(-12), ({ recalled }) => recalled === null);
  if (row === undefined) return undefined;
  const owner = scene.rows.get('items', row.item)?.owner ?? row.byAgency;
  const detail = { release: row.id, reason: 'the source withdrew it' };
  return {
    kind: 'item.recall',
    actor: ownerOf(scene, scene.chance.is(0.5) ? owner : row.byAgency),
    purpose: PURPOSE,
    detail,
  };
}

function holder(scene: Scene): string {
  const seated = scene.rows.all('shifts').filter((row) => row.until === null);
  return scene.chance.is(0.9) ? (scene.chance.pick(seated)?.person ?? scene.anybody()) : scene.anybody();
}

/** Somebody of an agency who sits at a desk, mostly. */
export function ownerOf(scene: Scene, agency: string): string {
  const people = scene.rows.all('people').filter((row) => row.agency === agency && scene.seat(row.id) !== undefined);
  return scene.chance.is(0.92) ? (scene.chance.pick(people)?.id ?? scene.anybody()) : scene.anybody();
}
