import type { ErasingNow, ReadThrough } from '../terms/api/erasing.ts';
import type { Io } from './command.ts';
import { plain } from './plain-text.ts';
import { progressTo } from './progress.ts';

/** Told of what the room says of its erasing; undefined where it does not say. */
export type Tell = (now: ErasingNow | null | undefined) => void;

/** So many boxes between two lines of the same person. */
const BOXES_EVERY = 10_000;

/** Says on the error output how far the room is with an erasure, each time that it is a step further; only what the room tells. */
export function erasingTo({ err }: Pick<Io, 'err'>, erasure: string): Tell {
  let said = '';
  let idle = 0;
  return (now) => {
    idle = now === null ? idle + 1 : 0;
    // Between the act and its beginning, and between its end and the entry of it, there is a moment.
    if (idle === 1) return;
    const line = lineOf(now, erasure);
    const step = now === undefined || now === null ? line : stepOf(now, line);
    if (line === undefined || step === said) return;
    said = step ?? '';
    err(`remit: ${plain(erasure)}: ${line}\n`);
  };
}

/** What is said once: of boxes that are closed anew, not each few. */
function stepOf({ erasures, step, person, boxes }: ErasingNow, line: string | undefined): string | undefined {
  return step === 'closing' ? `closing ${erasures.join()} ${person} ${Math.floor(boxes / BOXES_EVERY)}` : line;
}

/** Says how far the ledger is read through for what belongs together; nothing where it is not being read, or small. */
export function readingTo(io: Pick<Io, 'err'>): (now: ReadThrough | null | undefined) => void {
  const tell = progressTo(io, 'the room has read through');
  return (now) => {
    if (now !== undefined && now !== null) tell(now.read, now.of);
  };
}

function lineOf(now: ErasingNow | null | undefined, erasure: string): string | undefined {
  if (now === undefined) return undefined;
  if (now === null)
    return 'it is entered, and the room is not at it: after an error it tries again in a minute (its log says which)';
  // Ordered while another is under way: it is begun when that is done.
  if (!now.erasures.includes(erasure)) return `it is entered, and waits for ${now.erasures.map(plain).join(', ')}`;
  return IN_WORDS[now.step](now);
}

const IN_WORDS: Readonly<Record<ErasingNow['step'], (now: ErasingNow) => string>> = {
  closing: ({ person, persons, boxes }) =>
    `what is left is closed under new keys, person ${person} of ${persons}: ${boxes.toLocaleString('en')} boxes so far`,
  following: () => 'the keys before are destroyed; what is shown forgets it',
  forgetting: () => 'the database writes anew what it had in clear',
  entering: () => 'it is entered that it is finished',
};
