import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet, Rule, Standing, TimeWindow } from '../../terms/mandate-set.ts';
import { isAgainst } from '../rule-bucket.ts';
import { type CedarType, type CedarWords, cedarEntity, cedarString, cedarWordsOf, TIMER } from './cedar-words.ts';

/** Why a policy is there; the part of its id behind the last `#`. */
type PolicyTag = Rule['effect'] | 'broken' | 'guards' | 'approval' | 'safety' | 'room';

/** One policy of the flat form. `id` is the clause that it stands for, `#`, its tag, and a number from the second of the same on: `m/1#permit.2`. */
export type CedarPolicy = { readonly id: string; readonly text: string };

type Draft = {
  readonly clause: string;
  readonly tag: PolicyTag;
  readonly effect: 'permit' | 'forbid';
  /** The activities, or null for every one. */
  readonly actions: readonly string[] | null;
  readonly when: readonly string[];
  readonly unless: readonly string[];
};

/**
 * A set as Cedar policies (docs/guides/checking-with-other-tools.md), which with `readCedar` give what interpreter 1 gives. Deterministic. No policy can
 * err: each looks only at what the schema says every request has. Without entity store, templates or hierarchies: what an agency or an
 * activity is stands in the policies as lists of words.
 */
export function cedarPolicies(set: MandateSet): CedarPolicy[] {
  const writer = new PolicyWriter(set, cedarWordsOf(set));
  const used = new Map<string, number>();
  return writer.drafts().map((draft) => {
    const stem = `${draft.clause}#${draft.tag}`;
    const count = (used.get(stem) ?? 0) + 1;
    used.set(stem, count);
    const id = count === 1 ? stem : `${stem}.${count}`;
    return { id, text: writer.text(id, draft) };
  });
}

/** The clause and the tag of a policy's id. */
export function clauseOfPolicy(id: string): { readonly clause: string; readonly tag: string } {
  const end = id.lastIndexOf('#');
  return { clause: id.slice(0, end), tag: id.slice(end + 1).replace(/\..*/, '') };
}

class PolicyWriter {
  readonly #set: MandateSet;
  readonly #words: CedarWords;
  readonly #hosts: readonly string[];
  readonly #rooms: readonly string[];
  readonly #coercive: readonly string[];
  /** Activities that nothing holds up, whoever does them. */
  readonly #safe: readonly string[];
  /** Activities that nothing holds up where the host does them. */
  readonly #safeForHost: readonly string[];

  constructor(set: MandateSet, words: CedarWords) {
    this.#set = set;
    this.#words = words;
    const { agencies, activities } = set.vocabulary;
    const standing = (...wanted: Standing[]) =>
      Object.entries(agencies)
        .flatMap(([id, of]) => (wanted.includes(of.standing) ? [id] : []))
        .sort();
    const activitiesThat = (are: (of: (typeof activities)[string]) => boolean) =>
      Object.entries(activities)
        .flatMap(([id, of]) => (are(of) ? [id] : []))
        .sort();
    this.#hosts = standing('host-authority', 'host');
    this.#rooms = standing('room');
    this.#coercive = activitiesThat(({ coercive }) => coercive);
    this.#safe = activitiesThat(({ coercive, safety }) => !coercive && safety === 'everyone');
    this.#safeForHost = activitiesThat(({ coercive, safety }) => !coercive && safety === 'host');
  }

  drafts(): Draft[] {
    return [...this.#set.rules.map((rule) => this.#ofRule(rule)), ...this.#houseRules()];
  }

  text(id: string, { effect, actions, when, unless }: Draft): string {
    const lines = [
      `@id(${cedarString(id)})`,
      `${effect} (principal, ${this.#scope(actions)}, resource)`,
      ...(actions?.length === 0 ? ['when { false }'] : []),
      ...when.map((condition) => `when { ${condition} }`),
      ...unless.map((condition) => `unless { ${condition} }`),
    ];
    return `${lines.join('\n')};\n`;
  }

  #scope(actions: readonly string[] | null): string {
    if (actions === null || actions.length === 0) return 'action';
    return `action in [${actions.map((one) => cedarEntity(this.#words.activities, one)).join(', ')}]`;
  }

  #ofRule(rule: Rule): Draft {
    const { id, effect, agency, activity, axes, windows } = rule;
    // What is unknown matches a listed word only in a rule that is against; that a rule lists `unknown` says nothing.
    const orUnknown = (words: readonly string[]) => {
      const known = [...new Set(words)].filter((word) => word !== UNKNOWN).sort();
      return isAgainst(rule) ? [...known, UNKNOWN] : known;
    };
    const known = this.#set.vocabulary.activities;
    const actions = activity === null ? null : [...new Set(activity)].filter((one) => Object.hasOwn(known, one)).sort();
    const agencies = agency === null ? null : orUnknown(agency);
    const when = [
      ...(agencies === null ? [] : [isOneOf('principal', this.#words.agencies, agencies)]),
      ...Object.keys(axes)
        .sort()
        .map((axis) => this.#axisIs(axis, orUnknown(axes[axis] ?? []))),
      ...(windows === null ? [] : [isWithin(windows)]),
      ...(effect === 'permit-with-approval' ? ['context.approved'] : []),
    ];
    return { clause: id, tag: effect, ...CEDAR_EFFECTS[effect], actions, when, unless: this.#unlessOf(effect) };
  }

  #unlessOf(effect: Rule['effect']): string[] {
    const isRoom = this.#isAgency(this.#rooms);
    if (effect === 'permit') {
      if (isRoom === null) return [];
      const isSafe = this.#isActivity(this.#safe);
      return [isSafe === null ? isRoom : `${isRoom} && !(${isSafe})`];
    }
    const room = isRoom === null ? [] : [isRoom];
    if (effect === 'permit-with-approval') return room;
    return [...room, ...this.#isHeldUpByNothing(), ...(effect === 'require-approval' ? ['context.approved'] : [])];
  }

  #houseRules(): Draft[] {
    const broken = this.#words.houseRules.words.map(
      (rule): Draft => ({
        clause: rule,
        tag: 'broken',
        effect: 'forbid',
        actions: null,
        when: [`context.broken.contains(${cedarEntity(this.#words.houseRules, rule)})`],
        unless: this.#isHeldUpByNothing(),
      }),
    );
    return [...broken, ...this.#coercion(), ...this.#safety(), ...this.#ofRoom()];
  }

  /** forbidden without both guards; with them, only by approval. */
  #coercion(): Draft[] {
    if (this.#coercive.length === 0) return [];
    const notGuest = this.#isAgency([...this.#hosts, ...this.#rooms].sort());
    const guarded = ['accompaniment', 'conferral'].map((axis) => this.#axisIs(axis, ['yes'])).join(' && ');
    const of = { clause: 'R-05', effect: 'forbid', actions: this.#coercive, when: [] } as const;
    const others = notGuest === null ? [] : [notGuest];
    return [
      { ...of, tag: 'guards', unless: [...others, guarded] },
      { ...of, tag: 'approval', unless: [...others, 'context.approved'] },
    ];
  }

  /** what gets people out of danger is permitted, by whatever permit there is besides. */
  #safety(): Draft[] {
    const of = { clause: 'R-22', tag: 'safety', effect: 'permit', unless: [] } as const;
    const isHost = this.#isAgency(this.#hosts);
    return [
      ...(this.#safe.length === 0 ? [] : [{ ...of, actions: this.#safe, when: [] }]),
      ...(this.#safeForHost.length === 0 || isHost === null
        ? []
        : [{ ...of, actions: this.#safeForHost, when: [isHost] }]),
    ];
  }

  /** the room's own clock and operator are under no mandate. */
  #ofRoom(): Draft[] {
    const isRoom = this.#isAgency(this.#rooms);
    if (isRoom === null) return [];
    const of = { tag: 'room', effect: 'permit', when: [isRoom] } as const;
    const timerOrSafe = [...new Set([...this.#safe, TIMER])].sort();
    return [
      ...(this.#safe.includes(TIMER) ? [] : [{ ...of, clause: 'R-27', actions: [TIMER], unless: [] }]),
      { ...of, clause: 'R-28', actions: null, unless: [isOneOf('action', this.#words.activities, timerOrSafe)] },
    ];
  }

  /** The cases of R-22, as exceptions of whatever forbids. */
  #isHeldUpByNothing(): string[] {
    const isSafe = this.#isActivity(this.#safe);
    const isHost = this.#isAgency(this.#hosts);
    const isSafeForHost = this.#isActivity(this.#safeForHost);
    return [
      ...(isSafe === null ? [] : [isSafe]),
      ...(isHost === null || isSafeForHost === null ? [] : [`${isHost} && ${isSafeForHost}`]),
    ];
  }

  #axisIs(axis: string, words: readonly string[]): string {
    const of = this.#words.axes.get(axis);
    if (of === undefined) throw new RangeError(`\`${axis}\` is no axis of the set`);
    return isOneOf(`context.axes[${cedarString(axis)}]`, of, words);
  }

  /** Null where there is none: Cedar's strict validation refuses empty sets. */
  #isAgency(agencies: readonly string[]): string | null {
    return agencies.length === 0 ? null : isOneOf('principal', this.#words.agencies, agencies);
  }

  #isActivity(activities: readonly string[]): string | null {
    return activities.length === 0 ? null : isOneOf('action', this.#words.activities, activities);
  }
}

const CEDAR_EFFECTS = {
  permit: { effect: 'permit' },
  'permit-with-approval': { effect: 'permit' },
  forbid: { effect: 'forbid' },
  'require-approval': { effect: 'forbid' },
} as const satisfies Record<Rule['effect'], { readonly effect: 'permit' | 'forbid' }>;

function isOneOf(value: string, of: CedarType, words: readonly string[]): string {
  const [only, ...more] = words;
  if (only === undefined) return 'false';
  if (more.length === 0) return `${value} == ${cedarEntity(of, only)}`;
  return `[${words.map((word) => cedarEntity(of, word)).join(', ')}].contains(${value})`;
}

/** Half-open, as in the set. */
function isWithin(windows: readonly TimeWindow[]): string {
  const each = windows.map(([from, until]) => {
    const bounds = [
      ...(from === null ? [] : [`context.time >= ${from}`]),
      ...(until === null ? [] : [`context.time < ${until}`]),
    ];
    return bounds.length === 0 ? 'true' : bounds.join(' && ');
  });
  return each.length === 0 ? 'false' : each.map((one) => `(${one})`).join(' || ');
}
