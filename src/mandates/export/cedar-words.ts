import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import type { FactsVector } from '../../terms/outcome.ts';
import { ANY_OTHER } from '../prove/space.ts';

/** Words of one kind, and the enumerated Cedar entity type that they are of. */
export type CedarType = { readonly type: string; readonly words: readonly string[] };

/**
 * The closed words of a set as Cedar speaks of them. Each list holds all that the vocabulary or a rule names, and {@link ANY_OTHER} for whatever else a
 * fact may be; `unknown` stands in those of agencies and axes, where it has a meaning of its own.
 */
export type CedarWords = {
  readonly agencies: CedarType;
  readonly activities: CedarType;
  readonly houseRules: CedarType;
  /** Every axis of the vocabulary or of a rule, and both that R-05 looks at; sorted. */
  readonly axes: ReadonlyMap<string, CedarType>;
};

/** A request as stock Cedar takes it, in its JSON form. There is no entity store: `entities` is always empty. */
export type CedarRequest = {
  readonly principal: CedarUid;
  readonly action: CedarUid;
  readonly resource: CedarUid;
  readonly context: {
    readonly approved: boolean;
    readonly time: number;
    readonly broken: readonly CedarEntity[];
    readonly axes: Readonly<Record<string, CedarEntity>>;
  };
};

type CedarUid = { readonly type: string; readonly id: string };
type CedarEntity = { readonly __entity: CedarUid };

/** The one resource: mandates speak of deeds, and where a deed is done is a fact among others. */
export const DEED: CedarType = { type: 'Deed', words: ['this'] };
export const FACTS_TYPE = 'Facts';
/** What the clock of the room does; a request may name it whether or not the vocabulary does. */
export const TIMER = 'timer.due';
/** The two axes that R-05 looks at. */
const GUARDS = ['accompaniment', 'conferral'];
/** Names of types that are taken, by Cedar or by this form. */
const TAKEN = ['Action', 'Bool', 'Boolean', 'Entity', 'Extension', 'Long', 'Record', 'Set', 'String', FACTS_TYPE];

/**
 * The words of a set.
 * @throws RangeError where a word of the set is what stands for any other here; no document can hold such a word
 */
export function cedarWordsOf({ vocabulary, rules, houseRules }: MandateSet): CedarWords {
  const axisNames = [...Object.keys(vocabulary.axes), ...rules.flatMap(({ axes }) => Object.keys(axes)), ...GUARDS];
  const nameOf = typeNames(['Agency', 'HouseRule', DEED.type, ...TAKEN]);
  const listed = (axis: string) => rules.flatMap(({ axes }) => (Object.hasOwn(axes, axis) ? (axes[axis] ?? []) : []));
  const known = (axis: string) => (Object.hasOwn(vocabulary.axes, axis) ? (vocabulary.axes[axis] ?? []) : []);
  const guards = (axis: string) => (GUARDS.includes(axis) ? ['yes'] : []);
  return {
    agencies: {
      type: 'Agency',
      words: closed([...Object.keys(vocabulary.agencies), ...rules.flatMap(({ agency }) => agency ?? []), UNKNOWN]),
    },
    activities: { type: 'Action', words: closed([...Object.keys(vocabulary.activities), TIMER]) },
    houseRules: { type: 'HouseRule', words: closed(houseRules.map(({ id }) => id)) },
    axes: new Map(
      [...new Set(axisNames)].sort().map((axis) => {
        const words = closed([...known(axis), ...listed(axis), ...guards(axis), UNKNOWN]);
        return [axis, { type: nameOf(axis), words }];
      }),
    ),
  };
}

/**
 * The request that asks Cedar about a facts vector. A fact that is not there is `unknown`; a word that the set has not is {@link ANY_OTHER}.
 * @param approved whether the host's approval of this very act is supposed to stand: a decision asks with false, then with true
 */
export function cedarRequest(words: CedarWords, facts: FactsVector, approved: boolean): CedarRequest {
  const axes = [...words.axes].map(([axis, of]) => {
    const fact = Object.hasOwn(facts.axes, axis) ? facts.axes[axis] : undefined;
    return [axis, { __entity: uid(of, fact ?? UNKNOWN) }] as const;
  });
  const broken = new Set(facts.broken.map((rule) => wordIn(words.houseRules, rule)));
  return {
    principal: uid(words.agencies, facts.agency),
    action: uid(words.activities, facts.activity),
    resource: { type: DEED.type, id: 'this' },
    context: {
      approved,
      time: facts.time,
      broken: [...broken].map((rule) => ({ __entity: { type: words.houseRules.type, id: rule } })),
      axes: Object.fromEntries(axes),
    },
  };
}

/** A word as the policies know it. */
function wordIn({ words }: CedarType, word: string): string {
  return words.includes(word) ? word : ANY_OTHER;
}

/** An entity in the text of a policy: `Place::"san-siro"`. */
export function cedarEntity({ type }: CedarType, word: string): string {
  return `${type}::${cedarString(word)}`;
}

/** A string literal of Cedar: what is no plain character is written by its number, so that no word can end it. */
export function cedarString(text: string): string {
  const escaped = text.replace(/[^ !#-[\]-~]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
  return `"${escaped}"`;
}

function uid(of: CedarType, word: string): CedarUid {
  return { type: of.type, id: wordIn(of, word) };
}

function closed(words: readonly string[]): readonly string[] {
  if (words.includes(ANY_OTHER)) throw new RangeError(`\`${ANY_OTHER}\` stands for every other word, and is none`);
  return [...[...new Set(words)].sort(), ANY_OTHER];
}

/** Names of types from names of axes: `zone.max` is `ZoneMax`. What would be taken gets a number. */
function typeNames(taken: readonly string[]): (axis: string) => string {
  const used = new Set(taken);
  return (axis) => {
    const parts = axis.split(/[^A-Za-z0-9]+/);
    const plain = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
    const stem = /^[A-Z]/.test(plain) ? plain : `Axis${plain}`;
    let name = stem;
    for (let n = 2; used.has(name); n++) name = `${stem}_${n}`;
    used.add(name);
    return name;
  };
}
