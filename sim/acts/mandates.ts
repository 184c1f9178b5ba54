import type { DraftRow } from '../../src/matters/mandates/rows.ts';
import { NARROW } from '../world/mandates.ts';
import type { World } from '../world/world.ts';
import type { Intent, Scene } from './scene.ts';

/** Mandates: drafted, reviewed, signed, put in force and suspended, by those who may and those who may not. */

type Mandate = World['mandates'][number];

/** Somebody who commands, or was to. */
const commanding = (scene: Scene) => scene.onDuty('commander', 'duty-officer');

export function draft(scene: Scene): Intent | undefined {
  const { chance, world, rows } = scene;
  const free = world.mandates.filter(
    ({ id, version, text }) => text !== null && rows.get('drafts', `${id}@${version}`) === undefined,
  );
  const mandate = chance.pick(free) ?? chance.pick(world.mandates.filter(({ text }) => text !== null));
  if (mandate?.text == null) return undefined;
  const detail = { ...named(mandate), document: mandate.text, reason: 'agreed at the table' };
  return { kind: 'mandate.draft', actor: commanding(scene), detail };
}

export function review(scene: Scene): Intent | undefined {
  const mandate = onItsWay(scene, ({ review }) => review === null);
  if (mandate === undefined) return undefined;
  const detail = { ...named(mandate), opinion: scene.chance.is(0.85) ? 'cleared' : 'objected', note: 'read' };
  return { kind: 'mandate.review', actor: scene.chance.is(0.9) ? 'loggist-1' : scene.anybody(), detail };
}

export function sign(scene: Scene): Intent | undefined {
  const { chance, rows } = scene;
  const mandate = onItsWay(scene, ({ review }) => review?.opinion === 'cleared');
  if (mandate === undefined) return undefined;
  const side = chance.pick(missingSides(rows.get('drafts', `${mandate.id}@${mandate.version}`), mandate.holder));
  const digest = chance.is(0.04) ? '0'.repeat(64) : mandate.digest;
  const signers = side === undefined || chance.is(0.2) ? [scene.anybody()] : (SIGNERS[side] ?? []);
  const actor = chance.pick(signers) ?? 'commander-1';
  const desk = chance.is(0.5) ? { desk: null } : {};
  return { kind: 'mandate.sign', actor, ...desk, detail: { ...named(mandate), digest } };
}

export function except(scene: Scene): Intent | undefined {
  const { chance } = scene;
  const mandate = chance.is(0.7) ? onItsWay(scene) : chance.pick(scene.world.mandates);
  if (mandate === undefined) return undefined;
  const commitment = chance.pick(mandate.breaks) ?? chance.of(['C1', 'C4', 'C5']);
  const detail = { ...named(mandate), commitment, reason: 'told to both parliaments' };
  return { kind: 'mandate.except', actor: commanding(scene), detail };
}

export function withdraw(scene: Scene): Intent | undefined {
  const mandate = onItsWay(scene);
  if (mandate === undefined) return undefined;
  return { kind: 'mandate.withdraw', actor: commanding(scene), detail: { ...named(mandate), reason: 'not agreed' } };
}

const named = ({ id, version, digest }: Mandate) => ({ mandate: id, version, digest });

const SIGNERS: Readonly<Record<string, readonly string[]>> = {
  host: ['commander-1', 'commander-2', 'duty-1'],
  'guest-a': ['a-lead'],
  'guest-b': ['b-support-2'],
};

/** Whose signatures a version still wants, by who can give them. */
function missingSides(row: DraftRow | undefined, holder: string): string[] {
  const sides = row?.signatures.map(({ side }) => side) ?? [];
  const wanted = holder in SIGNERS ? (['host', 'sending-state'] as const) : (['host'] as const);
  return wanted.filter((side) => !sides.includes(side)).map((side) => (side === 'host' ? side : holder));
}

/** Mostly one that was drafted, is not in force, and suits. */
function onItsWay({ chance, world, rows }: Scene, suits: (row: DraftRow) => boolean = () => true): Mandate | undefined {
  const drafted = world.mandates.filter(({ id, version, text }) => {
    const row = rows.get('drafts', `${id}@${version}`);
    return text !== null && (row?.status === 'open' || row?.status === 'due') && suits(row);
  });
  return (chance.is(0.9) ? chance.pick(drafted) : undefined) ?? chance.pick(world.mandates);
}

export function enforce(scene: Scene): Intent {
  const { chance, rows, world } = scene;
  const down = world.mandates.filter(({ id, version }) => {
    const row = rows.get('mandates', id);
    return row?.status !== 'in-force' || row.version < version;
  });
  const agreed = world.mandates.filter(
    ({ id, version, text }) => text !== null && rows.get('drafts', `${id}@${version}`)?.signatures.length,
  );
  const mandate =
    (agreed.length > 0 && chance.is(0.4) ? chance.pick(agreed) : undefined) ??
    narrowing(scene) ??
    (chance.is(0.85) ? chance.pick(down) : undefined) ??
    chance.pick(world.mandates);
  const detail = {
    mandate: mandate?.id ?? '',
    version: chance.is(0.03) ? 7 : (mandate?.version ?? 1),
    reason: 'signed by both sides',
  };
  // The runs that were pinned before there were such times draw nothing for them.
  const later = world.mandates.some(({ version }) => version === NARROW) && chance.is(0.15);
  const from = later ? { from: scene.minutes(chance.of([-1, 5, 40])) } : {};
  const actor = scene.onDuty('commander', 'duty-officer');
  return { kind: 'mandate.enforce', actor, detail: { ...detail, ...from } };
}

/** Takes a power away while it is used, where the event has a version that does, and gives it back later. */
function narrowing({ chance, rows, world }: Scene): World['mandates'][number] | undefined {
  const narrow = world.mandates.find(({ version }) => version === NARROW);
  if (narrow === undefined) return undefined;
  const before = world.mandates.find(({ id, version }) => id === narrow.id && version === NARROW - 1);
  if (rows.get('mandates', narrow.id)?.version === NARROW) return chance.is(0.4) ? before : undefined;
  const checking = rows.all('deeds').some((row) => row.status === 'open' && row.activity === 'identity-check');
  return checking && chance.is(0.6) ? narrow : undefined;
}

export function suspend(scene: Scene): Intent {
  const mandate = scene.chance.of([
    'guest-a',
    'guest-b',
    'guest-b',
    'guest-b-extra',
    'organiser',
    scene.chance.is(0.1) ? 'host-root' : 'guest-b',
  ]);
  return {
    kind: 'mandate.suspend',
    actor: scene.onDuty('commander', 'duty-officer'),
    detail: { mandate, reason: 'looked into' },
  };
}
