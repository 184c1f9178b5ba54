import { MINUTE } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import { nearestWord } from '../../base/nearest.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import type { Vocabulary } from '../session/vocabulary.ts';
import type { ActDraft } from '../signing/compose.ts';
import { dayAndMinute } from '../ui/date-time.ts';
import { readTimeBack } from '../ui/time-back.ts';
import { type LikeCommand, likeCommand } from './like-command.ts';
import { findWord, type Named } from './named-word.ts';
import { type CommandHint, Unfinished } from './unfinished.ts';

export type CommandWords = Pick<Vocabulary, 'places' | 'agencies' | 'activities' | 'incidentCategories'> & {
  /** What a place or an activity is called in any language. */
  readonly everyName: (word: string) => readonly string[];
  /** What a category is called in any language. */
  readonly everyCategoryName: (category: string) => readonly string[];
  /** What a gravity is called in the reader's language; `serious` is understood in any. */
  readonly gravityName: (gravity: Gravity) => string;
};
export type CommandClock = { readonly zone: string; readonly now: number };
/** When and whence a line is typed: a desk has a place, and whoever holds none says where. */
export type CommandFrom = CommandClock & { readonly atDesk: boolean };

export type ReadCommand = { readonly is: 'nothing' } | { readonly is: 'hint'; readonly hint: CommandHint } | ActRead;
export type ActRead = {
  readonly is: 'act';
  readonly draft: ActDraft;
  /** Room time (ms) that was read for when it happened, where one stood there. */
  readonly at?: number;
  /** Only a time of the day was typed, and the latest such time is long ago: another was hardly meant to be signed. */
  readonly longAgo?: true;
  /** Words of the text that look like a place, a gravity or a time and were not read as one. */
  readonly unread: readonly string[];
  /** It reads like a command of another kind, and would be signed as a log line. */
  readonly like?: LikeCommand;
};

const GRAVITIES = ['minor', 'serious', 'major'] as const;
type Gravity = (typeof GRAVITIES)[number];

/** What stands before the free text, in any order. */
type Tags = { place?: string; deedAt?: number; longAgo?: true; noTime?: string; about?: string; gravity?: Gravity };

/** A time of the day that would be so long ago is asked about before it is signed. */
const LONG_AGO_MS = 12 * 60 * MINUTE;
/** Room for the time that is put before what is told of an incident. */
const TIME_CHARS = 80;
const TIME = /^(?:(\d{1,2}\/\d{1,2}(?:\/\d{4})?) +)?(\d{1,2}:\d{2}(?::\d{2})?[zZ]?|[-−–]\d{1,4}(?:m|min|h))(?=\s|$)/i;

/**
 * Reads the command line: `inc <category> …`, `occ <agency or component> <activity> …`, `log …`; a line that begins with none of these is a log line.
 * Before the text may stand `@place`, a time (`12:40`, `12:40Z`, `05/02 12:40`, `-10m`), `#INC-4` and, for incidents, `!serious` or `!major`: without
 * the mark it is a word of the text (`minor injuries`). Agencies, categories and activities are known by id and by name.
 */
export function readCommand(line: string, words: CommandWords, from: CommandFrom): ReadCommand {
  const text = line.trim();
  if (text === '') return { is: 'nothing' };
  try {
    const read = actOf(text, words, from);
    const { place, form } = read.draft;
    // Only a report may leave open where it was.
    if (place === undefined && form !== 'report' && !from.atDesk) throw new Unfinished('place-wanted');
    return read;
  } catch (error) {
    if (error instanceof Unfinished) return { is: 'hint', hint: error.hint };
    throw error;
  }
}

function actOf(text: string, words: CommandWords, clock: CommandClock): ActRead {
  const [, command = '', rest = ''] = /^(inc|occ|log)(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  switch (command.toLowerCase()) {
    case 'inc':
      return incident(rest, words, clock);
    case 'occ':
      return occurrence(rest, words, clock);
    default:
      return command === '' ? plainLine(text, words, clock) : logLine(rest, words, clock);
  }
}

/** Whoever writes `log` before it means a log line, whatever it says. */
function plainLine(text: string, words: CommandWords, clock: CommandClock): ActRead {
  const line = logLine(text, words, clock);
  const like = likeCommand(text);
  return like === undefined ? line : { ...line, like };
}

function logLine(rest: string, words: CommandWords, clock: CommandClock): ActRead {
  const tags: Tags = {};
  // Of a log line everything may be text, also a result of 71:68.
  const text = finished(tagged(rest, tags, words, clock, { lenient: true }), tags, clock);
  const { place, deedAt, about } = tags;
  // A proposal is about now (R-12); what happened before is told as a report, with its own time.
  const late = deedAt !== undefined && deedAt < clock.now - LIMITS.proposalGraceMs;
  const draft: ActDraft = {
    kind: 'log.line',
    ...(late ? { form: 'report', deedAt } : {}),
    ...(place === undefined ? {} : { place }),
    detail: { text, ...(about === undefined ? {} : { about }) },
  };
  return read(draft, text, tags);
}

function incident(rest: string, words: CommandWords, clock: CommandClock): ActRead {
  const tags: Tags = {};
  const gravities = gravityWords(words);
  const told = tagged(rest, tags, words, clock, { gravities });
  if (told === '') throw new Unfinished('category-wanted');
  const [category, after] = wordOf(told, namedCategories(words), 'category');
  const text = finished(tagged(after, tags, words, clock, { gravities }), tags, clock);
  const { place, deedAt, gravity = 'minor' } = tags;
  // An incident is opened now; when it began is part of what is told, with the day: who reads it later has no other.
  const zulu = deedAt === undefined ? '' : `${dayAndMinute(deedAt, 'UTC')}Z`;
  const began = deedAt === undefined ? '' : `${zulu} (${dayAndMinute(deedAt, clock.zone)} ${clock.zone}): `;
  const draft: ActDraft = {
    kind: 'incident.open',
    ...(place === undefined ? {} : { place }),
    detail: { title: title(text, zulu), category, gravity, text: `${began}${text}` },
  };
  return read(draft, text, tags);
}

function occurrence(rest: string, words: CommandWords, clock: CommandClock): ActRead {
  if (rest.trim() === '') throw new Unfinished('agency-wanted');
  const [whom, afterWhom] = wordOf(rest.trim(), namedAgencies(words), 'agency');
  const agency = words.agencies.find(({ id, components }) => id === whom || components.some((one) => one.id === whom));
  if (afterWhom === '') throw new Unfinished('activity-wanted');
  const [activity, after] = wordOf(afterWhom, namedActivities(words), 'activity');
  const tags: Tags = {};
  const text = finished(tagged(after, tags, words, clock), tags, clock);
  const { place, deedAt } = tags;
  const component = agency === undefined || agency.id === whom ? UNKNOWN : whom;
  const deed = { agency: agency?.id ?? 'unknown', component, role: 'unknown', activity, purpose: 'unknown' };
  const draft: ActDraft = {
    kind: 'occurrence.report',
    form: 'report',
    ...(deedAt === undefined ? {} : { deedAt }),
    ...(place === undefined ? {} : { place }),
    detail: { deed: { ...deed, place: place ?? 'unknown' }, text },
  };
  return read(draft, text, tags);
}

const MANY = { agency: 'many-agencies', category: 'many-categories', activity: 'many-activities' } as const;

/** The agency, category or activity at the beginning, and what comes after it. @throws Unfinished where it is none, or more than one */
function wordOf(text: string, among: readonly Named[], what: keyof typeof MANY): [id: string, after: string] {
  const found = findWord(text, among);
  if (found.is === 'one') return [found.id, found.after];
  const [typed] = firstWord(text);
  if (found.is === 'many') throw new Unfinished(MANY[what], typed, undefined, found.ids);
  const ids = among.map(({ id }) => id);
  throw new Unfinished(`unknown-${what}`, typed, nearestWord(typed, ids));
}

/** The event's agencies and their components, with their names; or nobody knows whose. */
export function namedAgencies({ agencies, everyName }: CommandWords): Named[] {
  const known = agencies.flatMap(({ components, ...agency }) => [agency, ...components]);
  // An id is found without its dots too, as it is completed.
  return [{ id: UNKNOWN, names: [] }, ...known.map(({ id, name }) => ({ id, names: [id, name, ...everyName(id)] }))];
}

/** The event's categories of incidents, with their names. */
export function namedCategories({ incidentCategories, everyCategoryName }: CommandWords): Named[] {
  return incidentCategories.map((id) => ({ id, names: everyCategoryName(id) }));
}

/** The event's activities, with their names. */
export function namedActivities({ activities, everyName }: CommandWords): Named[] {
  return activities.map(({ id }) => ({ id, names: everyName(id) }));
}

function read(draft: ActDraft, text: string, { place, deedAt, longAgo, noTime, gravity }: Tags): ActRead {
  const looks = (word: string) =>
    (place === undefined && /^@\p{L}/u.test(word)) ||
    (draft.kind === 'incident.open' && gravity === undefined && /^!\p{L}/u.test(word)) ||
    (deedAt === undefined && draft.kind !== 'log.line' && TIME.test(word));
  return {
    is: 'act',
    draft,
    ...(deedAt === undefined ? {} : { at: deedAt }),
    ...(longAgo === undefined ? {} : { longAgo }),
    unread: [...(noTime === undefined ? [] : [noTime]), ...text.split(/\s+/).filter(looks)],
  };
}

type TagRules = {
  /** Words that are a gravity after their mark `!`, where the act has one. */
  readonly gravities?: ReadonlyMap<string, Gravity>;
  /** What is no time is text. */
  readonly lenient?: true;
};

/**
 * Takes what stands before the text into `tags`.
 * @returns the text after them, which may be empty
 */
function tagged(
  rest: string,
  tags: Tags,
  words: CommandWords,
  clock: CommandClock,
  { gravities, lenient }: TagRules = {},
): string {
  let text = rest.trim();
  for (;;) {
    const [word, after] = firstWord(text);
    const gravity = word.startsWith('!') ? gravities?.get(word.slice(1).toLowerCase()) : undefined;
    const time = tags.deedAt === undefined ? TIME.exec(text) : null;
    if (word.startsWith('@') && word.length > 1) tags.place = placeOf(word.slice(1), words);
    else if (/^#[A-Z]+-[a-z0-9-]*[0-9]$/.test(word)) tags.about = word.slice(1);
    else if (gravity !== undefined && tags.gravity === undefined) tags.gravity = gravity;
    else if (time !== null) {
      if (!takeTime(time, tags, clock)) {
        if (lenient === undefined) throw new Unfinished('no-time', time[0]);
        tags.noTime = time[0];
        return text;
      }
      text = text.slice(time[0].length).trimStart();
      continue;
    } else return text;
    text = after;
  }
}

/** False where there is no such time. */
function takeTime([whole, day]: RegExpExecArray, tags: Tags, clock: CommandClock): boolean {
  const moment = readTimeBack(whole, clock.zone, clock.now);
  if (moment === undefined) return false;
  tags.deedAt = moment;
  if (day === undefined && whole.includes(':') && moment < clock.now - LONG_AGO_MS) tags.longAgo = true;
  return true;
}

function gravityWords({ gravityName }: CommandWords): ReadonlyMap<string, Gravity> {
  return new Map(GRAVITIES.flatMap((one) => [[one, one] as const, [gravityName(one).toLowerCase(), one] as const]));
}

/** The text as it is signed. */
function finished(text: string, { deedAt }: Tags, clock: CommandClock): string {
  const most = LIMITS.textChars - TIME_CHARS;
  if (text === '') throw new Unfinished('text-wanted');
  if (text.length > most) throw new Unfinished('too-long', String(most));
  if (deedAt !== undefined && deedAt > clock.now + LIMITS.proposalGraceMs) throw new Unfinished('in-the-future');
  return text;
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

/** The first line, cut to fit a title, with the time it happened at the end. */
function title(text: string, time: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  const after = time === '' ? '' : `, ${time}`;
  const room = 120 - after.length;
  return `${line.length <= room ? line : `${line.slice(0, room - 1).trimEnd()}…`}${after}`;
}
