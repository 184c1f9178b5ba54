import { LIMITS } from '../../base/limits.ts';
import { nearestWord } from '../../base/nearest.ts';
import type { Vocabulary } from '../session/vocabulary.ts';
import type { ActDraft } from '../signing/compose.ts';
import { dayAndMinute, readTime } from '../ui/date-time.ts';

export type CommandWords = Pick<Vocabulary, 'places' | 'agencies' | 'activities' | 'incidentCategories'> & {
  /** What a place is called in any language. */
  readonly everyName: (place: string) => readonly string[];
};
export type CommandClock = { readonly zone: string; readonly now: number };

/** Why a line is no act yet; `near` is what may have been meant. */
export type CommandHint = {
  readonly code:
    | 'text-wanted'
    | 'category-wanted'
    | 'unknown-category'
    | 'unknown-place'
    | 'agency-wanted'
    | 'unknown-agency'
    | 'activity-wanted'
    | 'unknown-activity'
    | 'too-long'
    | 'in-the-future';
  readonly word: string;
  readonly near: string | null;
};
export type ReadCommand =
  | { readonly is: 'nothing' }
  | { readonly is: 'hint'; readonly hint: CommandHint }
  | { readonly is: 'act'; readonly draft: ActDraft };

/** What stands before the free text, in any order. */
type Tags = { place?: string; deedAt?: number; about?: string; gravity: 'minor' | 'serious' | 'major' };

class Unfinished extends Error {
  readonly hint: CommandHint;
  constructor(code: CommandHint['code'], word = '', near: string | undefined = undefined) {
    super(code);
    this.hint = { code, word, near: near ?? null };
  }
}

/**
 * Reads the command line: `inc <category> …`, `occ <component> <activity> …`, `log …`; a line that begins with none of these is a log line.
 * Before the text may stand `@place`, a time (`12:40`, `12:40Z`), `#INC-4` and, for incidents, `!serious` or `!major`.
 */
export function readCommand(line: string, words: CommandWords, clock: CommandClock): ReadCommand {
  const text = line.trim();
  if (text === '') return { is: 'nothing' };
  const [, command = '', rest = ''] = /^(inc|occ|log)(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  try {
    switch (command.toLowerCase()) {
      case 'inc':
        return { is: 'act', draft: incident(rest, words, clock) };
      case 'occ':
        return { is: 'act', draft: occurrence(rest, words, clock) };
      default:
        return { is: 'act', draft: logLine(command === '' ? text : rest, words, clock) };
    }
  } catch (error) {
    if (error instanceof Unfinished) return { is: 'hint', hint: error.hint };
    throw error;
  }
}

function logLine(rest: string, words: CommandWords, clock: CommandClock): ActDraft {
  const { text, tags } = tagged(rest, words, clock);
  const { place, deedAt, about } = tags;
  // A proposal is about now; what happened before is told as a report, with its own time.
  const late = deedAt !== undefined && deedAt < clock.now - LIMITS.proposalGraceMs;
  return {
    kind: 'log.line',
    ...(late ? { form: 'report', deedAt } : {}),
    ...(place === undefined ? {} : { place }),
    detail: { text, ...(about === undefined ? {} : { about }) },
  };
}

function incident(rest: string, words: CommandWords, clock: CommandClock): ActDraft {
  const [category, after] = firstWord(rest);
  if (category === '') throw new Unfinished('category-wanted');
  if (!words.incidentCategories.includes(category)) {
    throw new Unfinished('unknown-category', category, nearestWord(category, words.incidentCategories));
  }
  const { text, tags } = tagged(after, words, clock);
  // An incident is opened now; when it began is part of what is told.
  const began = tags.deedAt === undefined ? '' : `${dayAndMinute(tags.deedAt, 'UTC')}Z: `;
  return {
    kind: 'incident.open',
    ...(tags.place === undefined ? {} : { place: tags.place }),
    detail: { title: title(text), category, gravity: tags.gravity, text: `${began}${text}` },
  };
}

function occurrence(rest: string, words: CommandWords, clock: CommandClock): ActDraft {
  const [whom, afterWhom] = firstWord(rest);
  if (whom === '') throw new Unfinished('agency-wanted');
  const agency = words.agencies.find(({ id, components }) => id === whom || components.some((one) => one.id === whom));
  if (agency === undefined && whom !== 'unknown') {
    const known = words.agencies.flatMap(({ id, components }) => [id, ...components.map((one) => one.id)]);
    throw new Unfinished('unknown-agency', whom, nearestWord(whom, known));
  }
  const [activity, after] = firstWord(afterWhom);
  if (activity === '') throw new Unfinished('activity-wanted');
  const activities = words.activities.map(({ id }) => id);
  if (!activities.includes(activity))
    throw new Unfinished('unknown-activity', activity, nearestWord(activity, activities));
  const { text, tags } = tagged(after, words, clock);
  const component = agency === undefined || agency.id === whom ? 'unknown' : whom;
  const deed = { agency: agency?.id ?? 'unknown', component, role: 'unknown', activity, purpose: 'unknown' };
  return {
    kind: 'occurrence.report',
    form: 'report',
    ...(tags.deedAt === undefined ? {} : { deedAt: tags.deedAt }),
    ...(tags.place === undefined ? {} : { place: tags.place }),
    detail: { deed: { ...deed, place: tags.place ?? 'unknown' }, text },
  };
}

function tagged(rest: string, words: CommandWords, clock: CommandClock): { text: string; tags: Tags } {
  const tags: Tags = { gravity: 'minor' };
  let text = rest.trim();
  for (;;) {
    const [word, after] = firstWord(text);
    if (word.startsWith('@') && word.length > 1) tags.place = placeOf(word.slice(1), words);
    else if (/^#[A-Z]+-[a-z0-9-]*[0-9]$/.test(word)) tags.about = word.slice(1);
    else if (word === '!serious' || word === '!major') tags.gravity = word === '!serious' ? 'serious' : 'major';
    else {
      const time = /^\d{1,2}:\d{2}(:\d{2})?[zZ]?$/.test(word) ? readTime(word, clock.zone, clock.now) : undefined;
      if (time === undefined) break;
      tags.deedAt = time;
    }
    text = after;
  }
  if (text === '') throw new Unfinished('text-wanted');
  if (text.length > LIMITS.textChars - 40) throw new Unfinished('too-long', String(LIMITS.textChars - 40));
  if (tags.deedAt !== undefined && tags.deedAt > clock.now + LIMITS.proposalGraceMs)
    throw new Unfinished('in-the-future');
  return { text, tags };
}

/** The leaf that an act claims: by id, or by what only one place's id or a name of it begins with or holds. */
function placeOf(typed: string, { places, everyName }: CommandWords): string {
  const wanted = withoutAccents(typed);
  const exact = places.find(({ id, leaf }) => id === wanted || leaf === wanted);
  if (exact !== undefined) return exact.leaf;
  const plain = (name: string) => withoutAccents(name).replaceAll(/[^a-z0-9]+/g, '-');
  for (const fits of [(name: string) => name.startsWith(wanted), (name: string) => name.includes(wanted)]) {
    const found = places.filter(({ id }) => [id, ...everyName(id).map(plain)].some(fits));
    if (found.length === 1 && found[0] !== undefined) return found[0].leaf;
  }
  throw new Unfinished(
    'unknown-place',
    typed,
    nearestWord(
      wanted,
      places.map(({ id }) => id),
    ),
  );
}

/** In small letters, each without its marks: `città` as it is typed in a hurry. */
function withoutAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function firstWord(text: string): [word: string, after: string] {
  const [, word = '', after = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return [word, after];
}

function title(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length <= 120 ? line : `${line.slice(0, 119).trimEnd()}…`;
}
