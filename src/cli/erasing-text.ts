import type { ErasingNow } from '../terms/api/erasing.ts';
import type { Io } from './command.ts';
import { plain } from './plain-text.ts';

/** Told of what the room says of its erasing; undefined where it does not say. */
export type Tell = (now: ErasingNow | null | undefined) => void;

/** Says on the error output how far the room is with an erasure, each time that it is further; only what the room tells. */
export function erasingTo({ err }: Pick<Io, 'err'>, erasure: string): Tell {
  let said = '';
  let idle = 0;
  return (now) => {
    idle = now === null ? idle + 1 : 0;
    // Between the act and its beginning, and between its end and the entry of it, there is a moment.
    if (idle === 1) return;
    const line = lineOf(now, erasure);
    if (line === undefined || line === said) return;
    said = line;
    err(`remit: ${plain(erasure)}: ${line}\n`);
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
