import type { ShownSlice } from '../../terms/api/matters.ts';
import { recordPath, sliceOfNumber } from '../records/record-path.ts';
import { plain } from './named-word.ts';

/** What a line seems to order, that the command line does not do, and where in the console it is done. */
export type LikeCommand = {
  /** As it was typed: `close INC-1`, `req`. */
  readonly said: string;
  /** The record's number, where one is named. */
  readonly number: string | null;
  /** Below `/console`; null where the word is of no one screen. */
  readonly path: string | null;
};

const INCIDENTS = '/incidents';
const TASKINGS = '/incidents?part=taskings';
/** Shortened words that begin no sentence, in English and Italian, with the screen where what they shorten is done. */
const SHORTENED: Readonly<Record<string, string>> = {
  req: '/act',
  rich: '/act',
  deed: '/act',
  decl: '/declarations',
  dich: '/declarations',
  alrt: '/declarations',
  ev: INCIDENTS,
  evt: INCIDENTS,
  incid: INCIDENTS,
  task: TASKINGS,
  tsk: TASKINGS,
  incar: TASKINGS,
  seg: '/occurrences',
  segn: '/occurrences',
  appr: '/approvals',
  conf: '/powers',
  ack: '/now',
};
/** What people would do to a record, in English and Italian, as it is ordered: `closed INC-1 at noon` tells, and orders nothing. */
const VERBS: ReadonlySet<string> = new Set(
  (
    'close reopen open end begin start cancel ack acknowledge approve refuse reject answer offer withdraw countersign recall release read take done update edit delete ' +
    'chiudi chiudere chiude riapri apri aprire termina terminare inizia iniziare annulla annullare revoca revocare conferma confermare approva approvare rifiuta rifiutare ' +
    'rispondi rispondere offri ritira ritirare controfirma controfirmare richiama richiamare comunica leggi prendi fatto aggiorna modifica elimina'
  ).split(' '),
);

/**
 * Whether a line that would be signed as a log line was hardly meant as one: it begins with a slash, with a shortened word (`req …`), or orders
 * something of a record (`close INC-1`, `INC-1 chiudi`).
 */
export function likeCommand(line: string): LikeCommand | undefined {
  const [first = '', second = ''] = line.trim().split(/\s+/);
  const slashed = /^[/:\\]\p{L}/u.test(first);
  const word = plain(first);
  const [one, other] = [numberOf(first), numberOf(second)];
  if (other !== undefined && (VERBS.has(word) || Object.hasOwn(SHORTENED, word)))
    return { said: `${first} ${second}`, ...other };
  if (one !== undefined && VERBS.has(plain(second))) return { said: `${first} ${second}`, ...one };
  if (Object.hasOwn(SHORTENED, word)) return { said: first, number: null, path: SHORTENED[word] ?? null };
  return slashed ? { said: first, number: null, path: null } : undefined;
}

function numberOf(text: string): { readonly number: string; readonly path: string } | undefined {
  const [, letters = '', rest = ''] = /^#?([a-z]+)(-[a-z0-9-]+)[.,:;]?$/i.exec(text) ?? [];
  const number = `${letters.toUpperCase()}${rest.toLowerCase()}`;
  const slice: ShownSlice | undefined = sliceOfNumber(number);
  return slice === undefined ? undefined : { number, path: recordPath(slice, number) };
}
