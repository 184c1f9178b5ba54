import type { GuideStep } from '../../terms/api/event.ts';
import type { Entry } from '../live/entries.ts';
import type { Language } from '../messages/catalog.ts';

/** What is remembered of the guide in this browser, for one person in one room. */
export type GuideMemory = {
  /** Size of the ledger when the guide was first shown: what was before is nobody's step. */
  readonly from: number;
  /** Steps that were opened. */
  readonly opened: readonly string[];
  /** Steps that were done; they stay done. */
  readonly done: readonly string[];
  readonly folded: boolean;
};

/** Which steps are done: by entries since the guide began, by opening, or as remembered. */
export function stepsDone(
  steps: readonly GuideStep[],
  rows: readonly Entry[],
  person: string,
  memory: GuideMemory,
): ReadonlySet<string> {
  const fresh = rows.filter(({ index }) => index >= memory.from);
  const done = steps.filter((step) => {
    const { kind, outcome, times = 1 } = step.doneWhen;
    if (memory.done.includes(step.id)) return true;
    if (kind === undefined) return memory.opened.includes(step.id);
    const fit = fresh.filter((row) => counts(step, row, person) && (outcome === undefined || row.outcome === outcome));
    return fit.length >= times;
  });
  return new Set(done.map(({ id }) => id));
}

/** May an entry count for one of the steps? Few do; only those are kept. */
export function mayCount(steps: readonly GuideStep[], row: Entry, person: string, from: number): boolean {
  if (row.index < from) return false;
  return steps.some((step) => counts(step, row, person));
}

/** Is an entry of the step's kind, by whom the step asks for, and about the deed that the step names? Another deed with the same outcome is none. */
function counts({ doneWhen: { kind, by = 'me' }, opens }: GuideStep, row: Entry, person: string): boolean {
  const activity = opens?.act?.kind === kind ? opens?.act?.activity : undefined;
  return (
    row.kind === kind &&
    (by === 'anyone' || row.person === person) &&
    (activity === undefined || row.activity === activity)
  );
}

/** Screens where an act of a kind has a form of its own; everything else is on the path that the guide names. */
const FORM_OF_KIND: Readonly<Record<string, string>> = {
  'log.line': '/log',
  'occurrence.report': '/occurrences',
  'statement.register': '/statements',
};
/** What the guide calls a screen, where the console calls it otherwise. */
const SCREEN_OF: Readonly<Record<string, string>> = {
  '/waiting': '/now',
  '/may': '/now',
  '/consultations': '/items',
};

/**
 * Where a step leads below `/console`, with the form there filled in by the address; the public side is no screen of the console.
 * @returns a path that begins with `/public/`, or a path of the console
 */
export function stepPath({ opens }: Pick<GuideStep, 'opens'>): string | undefined {
  if (opens === undefined) return undefined;
  const [path = '', query = ''] = opens.path.split('?');
  if (path.startsWith('/public/')) return opens.path;
  const { act } = opens;
  const screen = path === '/act' && act !== undefined ? (FORM_OF_KIND[act.kind] ?? path) : (SCREEN_OF[path] ?? path);
  const words = new URLSearchParams(query);
  for (const [name, value] of act === undefined ? [] : wordsOf(act)) words.set(name, value);
  // There it is asked of the record: a guide that fills in its form would hide everything else.
  if (screen === '/oversight' && act !== undefined) words.delete('kind');
  const text = words.toString();
  return text === '' ? screen : `${screen}?${text}`;
}

/** Screens on which the same can be done as on the one that the guide names. */
const AS_GOOD_AS: Readonly<Record<string, readonly string[]>> = { '/waiting': ['/approvals'] };

/** What may be asked there with which the same is found as with what the guide asks. */
const ASKS_AS_WELL: Readonly<Record<string, (asked: URLSearchParams) => boolean>> = {
  '/oversight?kind=approval.answer': (asked) =>
    asked.get('kind') === 'approval.oral' || /^REQ-.*[0-9]$/.test(asked.get('matter') ?? ''),
};

/**
 * Steps that are done by looking, and lead to a screen. What is still to be done on the same screen before comes first.
 * @param path of the screen, below `/console`
 * @param search what stands in its address; what a step asks for must stand there too
 * @param done steps that are done
 */
export function stepsAt(
  steps: readonly GuideStep[],
  path: string,
  search: URLSearchParams,
  done: ReadonlySet<string>,
): readonly string[] {
  const here = steps.filter((step, n) => {
    const { doneWhen, opens } = step;
    if (doneWhen.kind !== undefined || opens === undefined) return false;
    const [screen, query] = stepPath(step)?.split('?') ?? [];
    if (steps.slice(0, n).some((before) => !done.has(before.id) && stepPath(before)?.split('?')[0] === screen))
      return false;
    if (AS_GOOD_AS[opens.path]?.includes(path) === true) return true;
    if (screen !== path) return false;
    if (ASKS_AS_WELL[opens.path]?.(search) === true) return true;
    return [...new URLSearchParams(query)].every(([name, value]) => search.get(name) === value);
  });
  return here.map(({ id }) => id);
}

/** Is a step done by being sent where it leads? Not while something else is to be done there before; what the public side shows is not seen from here. */
export function isDoneByGoing(steps: readonly GuideStep[], step: GuideStep, done: ReadonlySet<string>): boolean {
  const [path = '', query] = stepPath(step)?.split('?') ?? [];
  if (path === '' || path.startsWith('/public/')) return true;
  return stepsAt(steps, path, new URLSearchParams(query), done).includes(step.id);
}

/** Members of an act as members of a query, those of its detail and of the deed in it beside the others. Lists are left to the form. */
function wordsOf({
  detail,
  italian: _italian,
  ...act
}: NonNullable<NonNullable<GuideStep['opens']>['act']>): [string, string][] {
  const words: [string, string][] = [];
  const take = (from: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(from)) {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        words.push([name, String(value)]);
      else if (typeof value === 'object' && value !== null && !Array.isArray(value))
        take(value as Readonly<Record<string, unknown>>);
    }
  };
  take(act);
  take(detail);
  return words;
}

/** A step as it is done in a language: the texts that stand in its form are in it. */
export function stepIn<S extends Pick<GuideStep, 'opens'>>(language: Language, step: S): S {
  const { opens } = step;
  if (language !== 'it' || opens?.act?.italian === undefined) return step;
  const { act } = opens;
  return { ...step, opens: { ...opens, act: { ...act, detail: { ...act.detail, ...act.italian } } } };
}

/** What is typed at the command line for a step, where the step is a log line. */
export function lineOf({ opens }: Pick<GuideStep, 'opens'>): string | undefined {
  const text = opens?.act?.kind === 'log.line' ? opens.act.detail['text'] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** Reads what was kept; what makes no sense begins anew at `size`. */
export function readMemory(kept: string | null, size: number): GuideMemory {
  const empty: GuideMemory = { from: size, opened: [], done: [], folded: false };
  try {
    const read: unknown = JSON.parse(kept ?? 'null');
    if (typeof read !== 'object' || read === null) return empty;
    const { from, opened, done, folded } = read as Partial<Record<keyof GuideMemory, unknown>>;
    return {
      from: typeof from === 'number' && from >= 0 ? from : size,
      opened: texts(opened),
      done: texts(done),
      folded: folded === true,
    };
  } catch {
    return empty;
  }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
