import type { Intent, Scene } from './scene.ts';

/** The host disputes what deeds were declared to be, and another officer answers; some of it by those who may not. */

export function raise(scene: Scene): Intent | undefined {
  const { chance, rows } = scene;
  const done = [...rows.all('deeds').slice(-30), ...rows.all('occurrences').slice(-6)];
  const of = scene.matter(done, (row) => !('status' in row) || row.status === 'open');
  if (of === undefined) return undefined;
  const activity = chance.is(0.8) ? { activity: chance.is(0.4) ? 'identity-check' : scene.activity() } : {};
  const purpose = chance.is(0.3) || activity.activity === undefined ? { purpose: 'public-safety' } : {};
  const actor = chance.is(0.1) ? scene.anybody() : scene.onDuty('commander', 'duty-officer', 'field-officer');
  const detail = { deed: of.id, ...activity, ...purpose, reason: 'it looked like something else' };
  return { kind: 'challenge.raise', actor, detail };
}

export function answer(scene: Scene): Intent | undefined {
  const { chance } = scene;
  const challenge = scene.matter(scene.rows.all('challenges').slice(-20), (row) => row.status === 'open');
  if (challenge === undefined) return undefined;
  const purpose = chance.is(0.7) ? challenge.seems.purpose : 'event-security';
  const activity = chance.is(0.7) ? challenge.seems.activity : scene.activity();
  const found = chance.is(0.7) ? { answer: 'reclassified', activity, purpose } : { answer: 'stands' };
  const actor = chance.is(0.1) ? challenge.raisedBy : scene.onDuty('commander', 'duty-officer');
  return { kind: 'challenge.answer', actor, detail: { challenge: challenge.id, ...found, reason: 'looked into' } };
}
