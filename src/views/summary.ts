import { isoTime } from '../base/clock.ts';
import type { Act } from '../terms/act.ts';

const CHARS_MAX = 200;

/** Which members of a detail say in words what an act is about, most telling first. */
const TELLING = ['title', 'what', 'text', 'thing', 'reason', 'note'] as const;

/** Members that name whom or what an act concerns, where nothing tells more. */
const NAMING = [
  'opinion',
  'do',
  'inject',
  'answer',
  'alert',
  'request',
  'challenge',
  'deed',
  'conferral',
  'clearance',
  'item',
  'release',
  'incident',
  'tasking',
  'declaration',
  'mandate',
  'power',
  'clears',
  'to',
  'guest',
  'officer',
  'desk',
  'office',
  'signs',
  'claims',
] as const;

/**
 * One line about an act, for lists: what the actor wrote, shortened. Text only; whoever shows it must not read it as markup.
 */
export function summaryOf({ kind, detail }: Pick<Act, 'kind' | 'detail'>): string {
  if (kind === 'roster.enrol') return enrolment(detail);
  if (kind === 'ledger.create') return `the ledger is created: ${String(detail.title ?? '')}`.slice(0, CHARS_MAX);
  const names = NAMING.flatMap((name) => (typeof detail[name] === 'string' ? [named(name, detail)] : []));
  const words = TELLING.flatMap((name) => (typeof detail[name] === 'string' ? [detail[name]] : []));
  return shortened([names.slice(0, 3).join(' '), ...words.slice(0, 1)].filter((part) => part !== '').join(': '));
}

/** A mandate with its version, and from when it is to be in force, where the act says so. */
function named(name: (typeof NAMING)[number], detail: Act['detail']): string {
  const value = String(detail[name]);
  const { version, from } = detail;
  if (name !== 'mandate' || typeof version !== 'number') return value;
  const isTime = typeof from === 'number' && Number.isSafeInteger(from) && Math.abs(from) <= TIME_MAX;
  return `${value}@${version}${isTime ? ` from ${isoTime(from).slice(0, -4)}Z` : ''}`;
}

/** Latest time that a date can be made of, ms. */
const TIME_MAX = 8_640_000_000_000_000;

function enrolment(detail: Act['detail']): string {
  const { person } = detail;
  if (typeof person !== 'object' || person === null || Array.isArray(person)) return '';
  const { id, component, roles } = person as Record<string, unknown>;
  return shortened(`${String(id)}, ${String(component)}, ${Array.isArray(roles) ? roles.join(', ') : ''}`);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  // Never more letters than code units, and only long lines are looked at letter by letter.
  if (line.length <= CHARS_MAX) return line;
  const letters = [...line];
  return letters.length <= CHARS_MAX ? line : `${letters.slice(0, CHARS_MAX - 1).join('')}…`;
}
