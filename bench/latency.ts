import { setTimeout as wait } from 'node:timers/promises';
import type { LoadAct } from './load.ts';

/** When an act was due to be sent, in milliseconds of the run, and how long after that it was answered. */
export type Latency = { readonly due: number; readonly ms: number };

/**
 * Sends acts at a fixed rate whether the room answers or not, and takes the time of each from the moment at which it was due to
 * be sent: an act that had to wait because the process was busy has waited, too (no coordinated omission).
 */
export async function openLoop(
  room: { submit(wire: Buffer): Promise<void> },
  acts: readonly LoadAct[],
  perSecond: number,
): Promise<Latency[]> {
  const started = performance.now();
  const latencies: Latency[] = [];
  const answers: Promise<void>[] = [];
  for (const [n, act] of acts.entries()) {
    const due = started + (n * 1000) / perSecond;
    while (performance.now() < due) await wait(Math.max(0, due - performance.now()));
    const answer = room.submit(act.wire);
    const noted = answer.then(() => void latencies.push({ due: due - started, ms: performance.now() - due }));
    // What fails is told of at the end, where all of them are waited for.
    noted.catch(() => {});
    answers.push(noted);
  }
  await Promise.all(answers);
  return latencies;
}
