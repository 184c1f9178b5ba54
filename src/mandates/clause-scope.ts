import { DAY } from '../base/clock.ts';
import { CLAIMING_KINDS, ROOM_KINDS } from '../terms/act-kinds.ts';
import { UNKNOWN, ZONE_AXIS_PREFIX } from '../terms/axes.ts';
import type { TimeWindow } from '../terms/mandate-set.ts';
import { type WordList, WRITTEN_AXES, type WrittenScope, type WrittenWindow } from './clause-schema.ts';
import { DAILY_DAYS_MAX, dailyWindows } from './local-hours.ts';
import { type Path, quoted } from './problem.ts';
import type { Scope } from './scenario.ts';
import { ALWAYS, areAlways, mergedWindows, windowsWithin } from './time-windows.ts';
import { sortedWords, type VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

/** What a scope is expanded with: words, the time zone of local hours, and the time that bounds it. */
export type ScopeContext = {
  readonly words: VocabularyWords;
  readonly timezone: string;
  readonly span: TimeWindow;
};

/**
 * Expands what a clause covers to lists of known words and windows: groups, places with parts, `not`, phases and local hours.
 * Problems are noted in the document at `path`; then undefined is given.
 * @param agency already checked, sorted; null for everyone
 */
export function expandScope(
  document: YamlDocument,
  path: Path,
  written: WrittenScope,
  agency: readonly string[] | null,
  context: ScopeContext,
): Scope | undefined {
  const before = document.problems.length;
  const expansion = new Expansion(document, path, context);
  const activity = expansion.activities(written.activity);
  const axes: Record<string, readonly string[]> = {};
  for (const axis of WRITTEN_AXES) {
    if (axis === 'zones' || axis === 'time') continue;
    const words = expansion.axis(axis, [axis], written[axis]);
    if (words !== undefined) axes[axis] = words;
  }
  expansion.componentsOf(written.component, agency, axes['component']);
  if (typeof written.zones === 'object') {
    for (const [kind, list] of Object.entries(written.zones)) {
      const words = expansion.zone(kind, list);
      if (words !== undefined) axes[`${ZONE_AXIS_PREFIX}${kind}`] = words;
    }
  }
  const windows = expansion.windows(written.time);
  return document.problems.length > before ? undefined : { agency, activity, axes, windows };
}

const GROUP_PREFIX = 'group:';
const NEVER_DECIDED: ReadonlySet<string> = new Set([...ROOM_KINDS, ...CLAIMING_KINDS]);

class Expansion {
  readonly #document: YamlDocument;
  readonly #path: Path;
  readonly #words: VocabularyWords;
  readonly #context: ScopeContext;

  constructor(document: YamlDocument, path: Path, context: ScopeContext) {
    this.#document = document;
    this.#path = path;
    this.#words = context.words;
    this.#context = context;
  }

  activities(list: WordList): readonly string[] | null {
    if (list === 'any') return null;
    const { activities, groups } = this.#words;
    const sort = {
      name: 'activity',
      known: new Set([...activities, ...[...groups.keys()].map((id) => `${GROUP_PREFIX}${id}`)]),
    };
    const means = (word: string, at: Path): readonly string[] => {
      if (word.startsWith(GROUP_PREFIX)) return groups.get(word.slice(GROUP_PREFIX.length)) ?? [];
      if (NEVER_DECIDED.has(word)) {
        const message = `${quoted(word)} is never what is decided: a deed is decided under its own activity, and the room's own kinds under no mandate`;
        this.#report(at, 'never-decided', message);
      }
      return [word];
    };
    const decidable = [...activities].filter((word) => !NEVER_DECIDED.has(word));
    return this.#expand(['activity'], list, sort, means, decidable);
  }

  /** The known words of one axis; undefined where the axis is whatever. */
  axis(axis: string, at: Path, list: WordList | undefined): readonly string[] | undefined {
    if (list === undefined || list === 'any') return undefined;
    const tokens = this.#words.axes.get(axis) ?? [];
    const { leaves } = this.#words;
    if (axis === 'place') {
      const sort = { name: 'place', known: new Set(leaves.keys()) };
      return this.#expand(at, list, sort, (word) => leaves.get(word) ?? [], tokens);
    }
    const name = axis.startsWith(ZONE_AXIS_PREFIX) ? 'zone' : axis;
    return this.#expand(at, list, { name, known: new Set(tokens) }, (word) => [word], tokens);
  }

  zone(kind: string, list: WordList): readonly string[] | undefined {
    const { zoneKinds } = this.#words.vocabulary;
    if (zoneKinds.includes(kind)) return this.axis(`${ZONE_AXIS_PREFIX}${kind}`, ['zones', kind], list);
    const message = `unknown zone kind ${quoted(kind)}${this.#document.offer(kind, zoneKinds)}`;
    this.#document.reportKey([...this.#path, 'zones', kind], 'unknown-zone-kind', message);
    return undefined;
  }

  /** A component of another agency than the clause's can never be the actor's. */
  componentsOf(list: WordList | undefined, agency: readonly string[] | null, left: readonly string[] = []): void {
    if (agency === null) return;
    const owners = this.#words.agencyOfComponent;
    if (!Array.isArray(list)) {
      const isOwn = (component: string) => agency.some((id) => id === owners.get(component));
      if (left.length === 0 || left.some(isOwn)) return;
      const message = `this can never apply: no component of ${agency.map(quoted).join(', ')} is left`;
      this.#report(['component'], 'never-applies', message);
      return;
    }
    for (const [n, component] of list.entries()) {
      const owner = owners.get(component);
      if (owner === undefined || agency.includes(owner)) continue;
      const message = `the component ${quoted(component)} belongs to none of the agencies ${agency.map(quoted).join(', ')}`;
      this.#report(['component', n], 'component-of-agency', message);
    }
  }

  /** Merged windows within the context's span; null for all of time. */
  windows(written: 'any' | readonly WrittenWindow[] | undefined): readonly TimeWindow[] | null {
    const { span } = this.#context;
    const listed =
      written === undefined || written === 'any' ? [ALWAYS] : written.flatMap((window, n) => this.#window(window, n));
    const before = mergedWindows(listed);
    const windows = windowsWithin(before, span);
    // An empty one of the listed windows has been noted by itself.
    // So has the time of the mandate, where it is reversed: it says nothing of a clause.
    const [from, until] = span;
    const isReversed = from !== null && until !== null && from >= until;
    if (windows.length === 0 && !isReversed && (before.length > 0 || (written ?? []).length === 0)) {
      this.#report(['time'], 'never-applies', 'this can never apply: no window lies within the time of the mandate');
    }
    return areAlways(windows) ? null : windows;
  }

  #window(window: WrittenWindow, n: number): readonly TimeWindow[] {
    if ('phase' in window) {
      const { phases } = this.#words.vocabulary;
      const phase = phases.find(({ id }) => id === window.phase);
      if (phase !== undefined) return [[phase.from, phase.until]];
      const ids = phases.map(({ id }) => id);
      this.#report(
        ['time', n, 'phase'],
        'unknown-phase',
        `unknown phase ${quoted(window.phase)}${this.#document.offer(window.phase, ids)}`,
      );
      return [];
    }
    if ('daily' in window) return this.#daily(window.daily, n);
    const { from, until } = window;
    if (from === null || until === null || from < until) return [[from, until]];
    this.#report(['time', n, 'until'], 'empty-window', 'the window ends before it begins, or as it begins');
    return [];
  }

  #daily(hours: { from: number; until: number }, n: number): readonly TimeWindow[] {
    const [from, until] = this.#context.span;
    const at = ['time', n, 'daily'];
    if (from === null || until === null) {
      this.#report(
        at,
        'daily-unbounded',
        'hours of the day need a mandate with a beginning and an end: they become windows day by day',
      );
      return [];
    }
    if (until - from > DAILY_DAYS_MAX * DAY) {
      this.#report(
        at,
        'daily-too-long',
        `hours of the day are spread over ${DAILY_DAYS_MAX} days at most; the mandate is longer`,
      );
      return [];
    }
    if (hours.from === hours.until || hours.from === 1_440) {
      this.#report(at, 'empty-window', 'these hours are empty; the whole day is `00:00` to `24:00`');
      return [];
    }
    if (from >= until) return [];
    const windows = dailyWindows(hours.from, hours.until, [from, until], this.#context.timezone);
    if (windows.length > 0) return windows;
    const message = 'this can never apply: no day of the mandate has these hours within its time';
    this.#report(at, 'never-applies', message);
    return [];
  }

  #expand(
    at: Path,
    list: string[] | { not: string[] },
    sort: { name: string; known: ReadonlySet<string> },
    means: (word: string, at: Path) => readonly string[],
    all: readonly string[],
  ): readonly string[] {
    const [written, listAt] = Array.isArray(list) ? [list, at] : [list.not, [...at, 'not']];
    const before = this.#document.problems.length;
    const meant = new Set<string>();
    for (const [n, word] of written.entries()) {
      const wordAt = [...listAt, n];
      if (sort.known.has(word)) for (const single of means(word, wordAt)) meant.add(single);
      else this.#unknown(wordAt, word, sort);
    }
    const words = sortedWords(Array.isArray(list) ? meant : all.filter((word) => !meant.has(word)));
    if (words.length === 0 && this.#document.problems.length === before) {
      this.#report(at, 'never-applies', `this can never apply: no ${sort.name} is left`);
    }
    return words;
  }

  #unknown(at: Path, word: string, sort: { name: string; known: ReadonlySet<string> }): void {
    if (word !== UNKNOWN) {
      this.#report(
        at,
        `unknown-${sort.name}`,
        `unknown ${sort.name} ${quoted(word)}${this.#document.offerAkin(word, [...sort.known])}`,
      );
      return;
    }
    const message =
      '`unknown` is never listed: a permit needs a known word, and a forbid matches what is unknown anyway';
    this.#report(at, `unknown-${sort.name}`, message);
  }

  #report(at: Path, rule: string, message: string): void {
    this.#document.report([...this.#path, ...at], rule, message);
  }
}
