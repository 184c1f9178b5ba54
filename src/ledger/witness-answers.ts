import { sha256Hex } from '../base/digest.ts';
import { LIMITS } from '../base/limits.ts';
import { writeDurably } from './files/durable.ts';
import type { FilePort } from './files/port.ts';
import { parseCheckpoint, parseNote } from './note.ts';
import type { Witnessing } from './witnessing.ts';

/** Below the data folder: cosigned checkpoints that were brought by hand wait here for the room that runs, or starts next. */
export const ANSWERS_FOLDER = 'answers';
/** … and the checkpoints that witnesses were asked for by hand, under their sizes: an answer has none of them. */
export const ASKED_FOLDER = 'asked';

/**
 * Puts a cosigned checkpoint where the room finds it. Whoever brings it writes nothing that is published: that is the publisher's alone,
 * also while no room runs.
 */
export async function bringAnswer(files: FilePort, note: string): Promise<void> {
  const bytes = Buffer.from(note, 'utf8');
  await writeDurably(files, `${ANSWERS_FOLDER}/${sha256Hex(bytes)}`, bytes);
}

/**
 * Takes up what was brought. What counts stays until a checkpoint at least as large is witnessed, for others of its size may
 * follow; beyond {@link LIMITS.witnessAnswersKept} the smallest go.
 */
export async function takeAnswers(
  files: FilePort,
  witnessing: Pick<Witnessing, 'take' | 'state'>,
  warn: (message: string) => void,
): Promise<void> {
  const waiting: { readonly path: string; readonly size: number }[] = [];
  const names = (await files.list(ANSWERS_FOLDER)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  for (const name of names) {
    const path = `${ANSWERS_FOLDER}/${name}`;
    const taken = await witnessing.take(Buffer.from((await files.read(path)) ?? []).toString('utf8'));
    if (typeof taken === 'number') waiting.push({ path, size: taken });
    else {
      warn(`the answer \`${path}\` of a witness counts for nothing: ${taken}`);
      await files.remove(path);
    }
  }
  waiting.sort((a, b) => b.size - a.size);
  for (const [place, { path, size }] of waiting.entries())
    if (place >= LIMITS.witnessAnswersKept || size <= (witnessing.state.size ?? 0)) await files.remove(path);
}

/** Keeps the note that a witness is asked for by hand; the smallest go where there are many. */
export async function keepAsked(files: FilePort, size: number, note: string): Promise<void> {
  await writeDurably(files, `${ASKED_FOLDER}/${size}`, Buffer.from(note, 'utf8'));
  const sizes = (await askedSizes(files)).slice(LIMITS.witnessAnswersKept);
  for (const smallest of sizes) await files.remove(`${ASKED_FOLDER}/${smallest}`);
}

/** The notes that were asked for, the largest first. */
export async function askedNotes(files: FilePort): Promise<string[]> {
  const notes: string[] = [];
  for (const size of await askedSizes(files)) {
    const note = Buffer.from((await files.read(`${ASKED_FOLDER}/${size}`)) ?? []).toString('utf8');
    if (parseCheckpoint(parseNote(note)?.text ?? '') !== undefined) notes.push(note);
  }
  return notes;
}

async function askedSizes(files: FilePort): Promise<number[]> {
  const names = (await files.list(ASKED_FOLDER)).filter((name) => /^[0-9]{1,16}$/.test(name));
  return names.map(Number).sort((a, b) => b - a);
}
