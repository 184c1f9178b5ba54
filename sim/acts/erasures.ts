import { HOST_AUDIENCE } from '../../src/matters/audience.ts';
import { recordName } from '../../src/matters/retention/rows.ts';
import type { Intent, Scene } from './scene.ts';
import * as before from './unheld-erasures.ts';

/** Holding, erasing and keeping by date: of what is over, mostly, and of what is not, is held, is a guest's own, is kept for good, or is gone. */

type Named = { readonly record: string } | { readonly entry: number };

const DAY_MINUTES = 24 * 60;

export function erase(scene: Scene): Intent | undefined {
  if (scene.world.retention === null) return before.erase(scene);
  const { chance, rows } = scene;
  // Ledgers grow, and each time all of one is read.
  if (!chance.is(Math.min(1, 1_000 / scene.journal.entries.length))) return undefined;
  // Who lifted a hold comes back to what it stood on, some will not wait for that, and others waited for the date.
  const held = chance.is(0.35) ? chance.pick(rows.all('holds').slice(-20)) : undefined;
  const due = chance.is(0.3) ? chance.pick(rows.all('reviews').filter(({ status }) => status === 'due')) : undefined;
  const of = held?.of ?? due?.of;
  const actor = held?.liftedBy !== undefined && chance.is(0.7) ? held.liftedBy : officer(scene);
  const basis = due === undefined ? chance.of(['retention', 'request', 'request', 'order']) : 'retention';
  const detail = { ...(of === undefined ? target(scene) : namedOf(of)), basis, reason: 'asked for' };
  return { kind: 'record.erase', actor, detail };
}

export function hold(scene: Scene): Intent {
  if (scene.world.retention === null) return before.hold(scene);
  const { chance } = scene;
  const until = scene.minutes(
    chance.of([-1, 5, 60, 600, 600, 600, 2 * DAY_MINUTES, 2 * DAY_MINUTES, 500 * DAY_MINUTES]),
  );
  const actor = chance.is(0.3) ? officer(scene) : scene.onDuty('commander', 'duty-officer', 'loggist', 'field-officer');
  return { kind: 'hold.place', actor, detail: { ...target(scene), until, reason: 'a complaint' } };
}

export function lift(scene: Scene): Intent {
  if (scene.world.retention === null) return before.lift(scene);
  const row = scene.matter(scene.rows.all('holds').slice(-20), ({ lifted }) => lifted === null);
  const actor = scene.chance.is(0.7) ? officer(scene) : scene.chance.is(0.5) && row ? row.by : scene.anybody();
  return { kind: 'hold.lift', actor, detail: { hold: row?.id ?? 'HOLD-999', reason: 'answered' } };
}

export function enforce(scene: Scene): Intent {
  const { chance, world } = scene;
  if (world.retention === null) return before.enforce(scene);
  const { version, digest } = world.retention;
  const isOther = chance.is(0.1);
  const detail = { version, digest: isOther ? 'ab'.repeat(32) : digest, reason: 'the order of the ministry' };
  return { kind: 'retention.enforce', actor: officer(scene), detail };
}

export function extend(scene: Scene): Intent {
  if (scene.world.retention === null) return before.extend(scene);
  const { chance, rows } = scene;
  const until = scene.minutes(chance.of([-1, 60, 600, 600, 3 * DAY_MINUTES, 500 * DAY_MINUTES]));
  const review = scene.matter(rows.all('reviews').slice(-40), ({ status }) => status === 'due');
  const named = review === undefined ? target(scene) : namedOf(review.of);
  return { kind: 'retention.extend', actor: officer(scene), detail: { ...named, until, reason: 'not yet' } };
}

/** Somebody's word that it is done: of what is done already, or never was. Of what is ordered only the room's own says it. */
export function finish(scene: Scene): Intent {
  if (scene.world.retention === null) return before.finish(scene);
  const done = scene.chance.pick(scene.rows.all('erasures').filter(({ status }) => status === 'done'));
  const actor = scene.chance.is(0.5) ? 'operator' : scene.anybody();
  return { kind: 'erasure.finish', actor, detail: { erasure: done?.id ?? 'ERA-999', left: [] } };
}

/** Mostly at the desk for it. */
function officer(scene: Scene): string {
  return scene.chance.is(0.9) ? scene.onDuty('data-protection-officer') : scene.anybody();
}

function namedOf(of: string): Named {
  const [, index] = /^entry-([0-9]+)$/.exec(of) ?? [];
  return index === undefined ? { record: of } : { entry: Number(index) };
}

const SLICES = [
  'log',
  'log',
  'occurrences',
  'deeds',
  'deeds',
  'deeds',
  'requests',
  'requests',
  'items',
  'releases',
  'incidents',
  'alerts',
  'conferrals',
  'clearances',
  'accompaniments',
  'taskings',
  'challenges',
] as const;

/** What somebody would have held, kept or erased: over, mostly, for it is what people ask for. */
function target(scene: Scene): Named {
  const { chance, rows, journal } = scene;
  const sort = chance.weighted({ over: 60, any: 10, theirs: 8, entry: 12, held: 5, gone: 4, kept: 3 });
  const slice = chance.of(SLICES);
  const all = rows.all(slice).slice(-60);
  const some = sort === 'over' ? all.filter((row) => isOver(row, scene.now)) : all;
  const row = chance.pick(sort === 'theirs' ? all.filter((one) => isGuests(scene, one)) : some);
  const held = sort === 'held' ? chance.pick(rows.all('holds').slice(-20)) : undefined;
  if (held !== undefined) return namedOf(held.of);
  const gone = sort === 'gone' ? chance.pick(rows.all('erasures')) : undefined;
  if (gone !== undefined) return chance.is(0.5) ? namedOf(gone.of) : { entry: chance.pick(gone.entries) ?? 0 };
  if (sort === 'kept') return { record: chance.of(['HOLD-1', 'ERA-1', 'STAT-1', 'REV-entry-9', 'OCC-guest-a-999']) };
  if (sort === 'entry' || row === undefined) return { entry: chance.between(0, journal.entries.length) };
  const { id, index } = row as { readonly id?: string; readonly index: number };
  // By its number, or by the entry that set it first.
  return id === undefined || chance.is(0.2) ? { entry: index } : namedOf(recordName(slice, id));
}

/** As far as one sees who asks. */
function isOver(row: object, now: number): boolean {
  const { status, ended, closed, cancelled, expired, recalled, until } = row as Readonly<Record<string, unknown>>;
  if (status === 'waiting') return typeof until === 'number' && until < now;
  return status !== 'open' && [ended, closed, cancelled, recalled].every((end) => end !== null) && expired !== false;
}

function isGuests(scene: Scene, row: object): boolean {
  const { agency, owner } = row as { readonly agency?: string; readonly owner?: string };
  return (scene.world.vocabulary.agencies[owner ?? agency ?? HOST_AUDIENCE]?.standing ?? 'host') === 'guest';
}
