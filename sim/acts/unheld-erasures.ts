import type { Intent, Scene } from './scene.ts';

/** Of an event whose host has no data protection desk, and whose mandates speak of no holds: none of these takes effect. Pinned runs are of such. */

export function erase(scene: Scene): Intent {
  const record = named(scene);
  const basis = scene.chance.of(['retention', 'request', 'order']);
  return { kind: 'record.erase', actor: scene.anybody(), detail: { ...record, basis, reason: 'asked for' } };
}

export function hold(scene: Scene): Intent {
  const until = scene.minutes(scene.chance.of([-1, 60, 500 * 24 * 60]));
  return { kind: 'hold.place', actor: scene.anybody(), detail: { ...named(scene), until, reason: 'a complaint' } };
}

export function lift(scene: Scene): Intent {
  return { kind: 'hold.lift', actor: scene.anybody(), detail: { hold: 'HOLD-1', reason: 'answered' } };
}

export function enforce(scene: Scene): Intent {
  const detail = { version: 1, digest: 'ab'.repeat(32), reason: 'the order of the ministry' };
  return { kind: 'retention.enforce', actor: scene.anybody(), detail };
}

export function extend(scene: Scene): Intent {
  const until = scene.minutes(scene.chance.of([-1, 60, 500 * 24 * 60]));
  return { kind: 'retention.extend', actor: scene.anybody(), detail: { ...named(scene), until, reason: 'not yet' } };
}

export function finish(scene: Scene): Intent {
  const actor = scene.chance.is(0.5) ? 'operator' : scene.anybody();
  return { kind: 'erasure.finish', actor, detail: { erasure: 'ERA-1', left: [] } };
}

function named(scene: Scene): { readonly record: string } | { readonly entry: number } {
  const occurrence = scene.chance.pick(scene.rows.all('occurrences'));
  return occurrence === undefined || scene.chance.is(0.3) ? { entry: 1 } : { record: occurrence.id };
}
