import { ownerOf } from './items.ts';
import type { Intent, Scene } from './scene.ts';

/** Who reads what, and who would direct the exercise: nobody in this event has the desk for it. */

export function consult(scene: Scene): Intent | undefined {
  const { chance, rows } = scene;
  const detail = (of: string) => ({ of, minutes: chance.of([1, 20, 60, 60]), reason: 'to brief the shift' });
  const purpose = 'event-security';
  if (chance.is(0.06)) return { kind: 'consultation.open', actor: scene.anybody(), purpose, detail: detail('record') };
  const release = chance.is(0.6)
    ? scene.matter(rows.all('releases').slice(-8), ({ recalled }) => recalled === null)
    : undefined;
  const item = release?.item ?? scene.matter(rows.all('items').slice(-8), ({ expired }) => !expired)?.id;
  if (item === undefined) return undefined;
  const owner = rows.get('items', item)?.owner ?? 'guest-a';
  const reader = release?.to ?? ownerOf(scene, owner);
  return { kind: 'consultation.open', actor: chance.is(0.9) ? reader : scene.anybody(), purpose, detail: detail(item) };
}

/** What a director would say. */
const DIRECTIONS: readonly [Intent['detail'], ...Intent['detail'][]] = [
  { do: 'pause', reason: 'quiet' },
  { do: 'resume', reason: 'quiet' },
  { do: 'speed', speed: 60, reason: 'quiet' },
  { do: 'inject', inject: 'none', reason: 'quiet' },
];

export function direct(scene: Scene): Intent {
  return { kind: 'exercise.direct', actor: scene.anybody(), detail: scene.chance.of(DIRECTIONS) };
}
