import type { Json } from '../base/json.ts';
import { CLAIMING_KINDS, OPERATOR, REGISTRAR_PREFIX, ROOM_PURPOSE } from '../terms/act-kinds.ts';
import { UNKNOWN } from '../terms/axes.ts';
import { documentDigest } from './compile.ts';
import type { Expectation, WrittenAct, WrittenCheck } from './exercise.ts';
import { type Path, quoted } from './problem.ts';
import type { DraftDocument, ExerciseAct } from './scenario.ts';
import type { VocabularyWords } from './vocabulary-words.ts';
import type { YamlDocument } from './yaml-document.ts';

/** What a script is checked against. */
export type ExerciseContext = {
  readonly scenario: string;
  readonly words: VocabularyWords;
  readonly persons: ReadonlySet<string>;
  /** Clauses, commitments that are rules, and house rules: all that a decision can cite. */
  readonly citable: ReadonlySet<string>;
  readonly drafts: readonly DraftDocument[];
};

/** A reference within `detail` to what an earlier act of the script brought about: `{matter: d1-014}`. */
export type Reference = { readonly to: 'matter' | 'deed' | 'entry' | 'digest'; readonly act: string };

const REFERENCE_KEYS = ['matter', 'deed', 'entry', 'digest'] as const;

/** The reference that a value inside `detail` is, or undefined. `detail` itself never is one. */
export function asReference(value: Json): Reference | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const [entry, more] = Object.entries(value);
  if (entry === undefined || more !== undefined) return undefined;
  const to = REFERENCE_KEYS.find((key) => key === entry[0]);
  return to !== undefined && typeof entry[1] === 'string' ? { to, act: entry[1] } : undefined;
}

/** These are reports and nothing else (docs/acts.md). */
const REPORT_KINDS: ReadonlySet<string> = new Set(['occurrence.report', 'deed.report']);
/** These carry the purpose and place of the deed they name. */
const KINDS_ON_A_DEED: ReadonlySet<string> = new Set(['deed.begin', 'deed.end']);

/** Checks steps in the order they are given, over all days, and fills in their defaults. */
export class ExerciseCheck {
  readonly #context: ExerciseContext;
  /** Purpose and place of the acts so far, which a deed.begin or deed.end of theirs copies. */
  readonly #acts = new Map<string, { readonly purpose: string; readonly place: string }>();
  readonly #ids = new Set<string>();
  #last = 0;

  constructor(context: ExerciseContext) {
    this.#context = context;
  }

  checkStep(document: YamlDocument, path: Path, { id, at, check, expect }: WrittenCheck): void {
    this.#order(document, path, id, at);
    if (expect !== undefined) this.expectation(document, [...path, 'expect'], expect);
    if (this.#acts.has(check.of)) return;
    const message = `unknown act ${quoted(check.of)}: a check names an act before it${document.offer(check.of, this.#acts.keys())}`;
    document.report([...path, 'check', 'of'], 'unknown-act', message);
  }

  /** The act with its defaults, but for `detail`, which is as written; undefined where no place can be found for it. */
  act(document: YamlDocument, path: Path, written: WrittenAct): Omit<ExerciseAct, 'expect'> | undefined {
    const { id, at, by, desk, kind } = written;
    const detail = this.#withDraft(document, path, written);
    this.#order(document, path, id, at);
    this.#actor(document, path, by);
    const { words } = this.#context;
    if (desk !== null) this.#word(document, [...path, 'desk'], 'desk', desk, words.desks.keys());
    this.#references(document, [...path, 'detail'], detail);
    const form = this.#form(document, path, written);
    const activity = this.#activity(document, path, written);
    const named = KINDS_ON_A_DEED.has(kind) ? asReference(detail.deed ?? null) : undefined;
    const deed = named === undefined ? undefined : this.#acts.get(named.act);
    const purpose = written.purpose ?? deed?.purpose ?? ROOM_PURPOSE;
    const place = written.place ?? deed?.place ?? (desk === null ? undefined : words.desks.get(desk)?.room.place);
    this.#acts.set(id, { purpose, place: place ?? UNKNOWN });
    this.#word(document, [...path, 'purpose'], 'purpose', purpose, words.axes.get('purpose') ?? []);
    if (place === undefined) {
      if (desk === null) document.report(path, 'missing', '`place` is missing: without a desk it has no default');
      return undefined;
    }
    this.#place(document, [...path, 'place'], place, form === 'report');
    if (kind === 'occurrence.report') this.#occurrence(document, [...path, 'detail', 'deed'], detail.deed ?? null);
    const deedAt = written.deedAt ?? at;
    return { step: 'act', id, at, by, desk, kind, form, activity, purpose, place, deedAt, detail };
  }

  /** Are the clauses of an expectation such as its outcome can have, and known? */
  expectation(document: YamlDocument, path: Path, { outcome, clauses }: Expectation): void {
    if ((outcome === 'outside') !== (clauses.length === 0)) {
      document.report(
        [...path, 'clauses'],
        'expected-clauses',
        'what is outside has no clauses, and every other outcome has some',
      );
    }
    for (const [n, clause] of clauses.entries()) {
      this.#word(document, [...path, 'clauses', n], 'clause', clause, this.#context.citable);
    }
  }

  #order(document: YamlDocument, path: Path, id: string, at: number): void {
    if (this.#ids.has(id)) document.report([...path, 'id'], 'duplicate-id', `the act ${quoted(id)} is given twice`);
    this.#ids.add(id);
    if (at < this.#last) document.report([...path, 'at'], 'act-order', 'this is earlier than the act before it');
    this.#last = Math.max(this.#last, at);
  }

  /** `draft: us-hsi-2` in a detail is that text: what every step on a draft names of it, and the text where it is laid before them. */
  #withDraft(document: YamlDocument, path: Path, { kind, detail }: WrittenAct): Record<string, Json> {
    const { draft: name, ...rest } = detail;
    if (!kind.startsWith('mandate.') || typeof name !== 'string') return detail;
    const { drafts } = this.#context;
    const draft = drafts.find((known) => known.name === name);
    if (draft === undefined) {
      const names = drafts.map((known) => known.name);
      this.#word(document, [...path, 'detail', 'draft'], 'draft', name, names);
      return detail;
    }
    const { mandate, version } = draft.document;
    const text = kind === 'mandate.draft' ? { document: draft.text } : {};
    const digest = kind === 'mandate.enforce' ? {} : { digest: documentDigest(draft.document) };
    return { mandate, version, ...digest, ...text, ...rest };
  }

  #actor(document: YamlDocument, path: Path, by: string): void {
    const { persons, words } = this.#context;
    if (persons.has(by) || by === OPERATOR) return;
    if (!by.startsWith(REGISTRAR_PREFIX)) this.#word(document, [...path, 'by'], 'person', by, persons);
    else this.#word(document, [...path, 'by'], 'agency', by.slice(REGISTRAR_PREFIX.length), words.agencies.keys());
  }

  #form(document: YamlDocument, path: Path, { kind, form }: WrittenAct): ExerciseAct['form'] {
    if (!REPORT_KINDS.has(kind)) return form ?? 'proposal';
    if (form === 'proposal')
      document.report([...path, 'form'], 'form-of-kind', `\`${kind}\` is a report, never a proposal`);
    return 'report';
  }

  #activity(document: YamlDocument, path: Path, { kind, activity }: WrittenAct): string {
    const claims = (CLAIMING_KINDS as readonly string[]).includes(kind);
    if (!claims) {
      if (activity !== undefined && activity !== kind) {
        document.report([...path, 'activity'], 'activity-of-kind', `the activity of \`${kind}\` is the kind itself`);
      }
      return kind;
    }
    if (activity === undefined) document.report(path, 'missing', `\`activity\` is missing: \`${kind}\` claims one`);
    else this.#deedActivity(document, [...path, 'activity'], activity);
    return activity ?? kind;
  }

  #deedActivity(document: YamlDocument, path: Path, activity: string): void {
    const { activities } = this.#context.words.vocabulary;
    this.#word(
      document,
      path,
      'activity',
      activity,
      activities.map(({ id }) => id),
    );
  }

  #place(document: YamlDocument, path: Path, place: string, mayBeUnknown: boolean): void {
    if (mayBeUnknown && place === UNKNOWN) return;
    const { axes, leaves } = this.#context.words;
    if (leaves.has(place) && axes.get('place')?.includes(place) === false) {
      const message = `${quoted(place)} has parts: name one, or \`${place}.elsewhere\``;
      document.report(path, 'place-not-leaf', message);
    } else this.#word(document, path, 'place', place, axes.get('place') ?? []);
  }

  /** The deed of somebody that an occurrence.report tells of; all but the activity may be unknown. */
  #occurrence(document: YamlDocument, path: Path, deed: Json): void {
    if (deed === null || typeof deed !== 'object' || Array.isArray(deed)) return;
    const { words } = this.#context;
    const { agency, component, role, activity, purpose, place } = deed as Readonly<Record<string, Json>>;
    const check = (name: string, word: Json | undefined, known: Iterable<string>) => {
      if (typeof word === 'string' && word !== UNKNOWN) this.#word(document, [...path, name], name, word, known);
    };
    check('agency', agency, words.agencies.keys());
    check('component', component, words.axes.get('component') ?? []);
    check('role', role, words.axes.get('role') ?? []);
    check('purpose', purpose, words.axes.get('purpose') ?? []);
    if (typeof place === 'string') this.#place(document, [...path, 'place'], place, true);
    if (typeof activity === 'string') this.#deedActivity(document, [...path, 'activity'], activity);
  }

  #references(document: YamlDocument, path: Path, value: Json): void {
    if (value === null || typeof value !== 'object') return;
    for (const [name, member] of Object.entries(value) as [string, Json][]) {
      const at = [...path, Array.isArray(value) ? Number(name) : name];
      const reference = asReference(member);
      if (reference === undefined) this.#references(document, at, member);
      else if (!this.#acts.has(reference.act)) {
        const message = `unknown act ${quoted(reference.act)}: a reference names an act before it${document.offer(reference.act, this.#acts.keys())}`;
        document.report([...at, reference.to], 'unknown-act', message);
      }
    }
  }

  #word(document: YamlDocument, path: Path, sort: string, word: string, known: Iterable<string>): void {
    const words = known instanceof Set ? (known as ReadonlySet<string>) : new Set(known);
    if (!words.has(word))
      document.report(path, `unknown-${sort}`, `unknown ${sort} ${quoted(word)}${document.offer(word, words)}`);
  }
}
