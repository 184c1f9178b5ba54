import type { Viewer } from '../../src/views/audience.ts';
import type { RecordedAct, Recording } from './recording.ts';

/** Who is enrolled, and what is in force, is not hidden but the same in both worlds. */
const KEPT_KINDS = ['mandate.enforce', 'mandate.suspend', 'roster.enrol', 'roster.remove', 'clock.accept'];
const SHIFT_KINDS = ['desk.sign-on', 'desk.sign-off'];
const MATTER = /^([A-Z]+-)(?:([a-z0-9-]+)-)?([0-9]{1,6})$/;

/**
 * The acts of a script that are played in both worlds: what some of the observed people may see, and what that rests on. Of another guest either
 * everything is played (where something of it came to the observed ones) or nothing; of the host, what is not theirs to see goes unless it
 * is needed (an item that was released to them, the desk of the officer who answers them). In the place of every act that is not kept, the
 * second world has acts of the host alone.
 */
export function keptActs(recording: Recording, viewers: readonly Viewer[]): ReadonlySet<RecordedAct> {
  const seen = sees(viewers);
  const observed = new Set(viewers.map(({ person }) => person));
  const rest = new Rest(recording, new Set(viewers.map(({ agency }) => agency)));
  const kept = new Set<RecordedAct>();
  const keep = (act: RecordedAct) => {
    kept.add(act);
    rest.note(act);
  };
  for (const act of recording.acts) {
    const { kind, actor } = act.signed.act;
    if (observed.has(actor) || KEPT_KINDS.includes(kind) || indexesOf(act).some((index) => seen(recording, index)))
      keep(act);
  }
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const act of recording.acts) if (!kept.has(act) && rest.needs(act)) keep(act);
  }
  return kept;
}

/** Whether an entry of the recording is for one of these guests: the audience rule said again, so that a fault of the rule hides nothing here. */
export function sees(viewers: readonly Viewer[]): (recording: Pick<Recording, 'entries'>, index: number) => boolean {
  const people = new Set(viewers.map(({ person }) => person));
  const agencies = new Set(viewers.flatMap(({ agency, admitted }) => (admitted ? [agency] : [])));
  return ({ entries }, index) => {
    const fields = entries.get(index)?.draft.fields;
    if (fields === undefined) return false;
    const { audience, act } = fields;
    if (audience.everyone || people.has(act?.actor ?? '')) return true;
    return audience.agencies.some((id) => agencies.has(id)) || audience.persons.some((id) => people.has(id));
  };
}

/** What kept acts rest on: guests of whom everything is needed, and of the host matters and people. */
class Rest {
  readonly #recording: Recording;
  readonly #guests: Set<string>;
  readonly #matters = new Set<string>();
  readonly #people = new Set<string>();

  /** @param observed agencies of which everything is needed anyway */
  constructor(recording: Recording, observed: ReadonlySet<string>) {
    this.#recording = recording;
    this.#guests = new Set(observed);
  }

  note(act: RecordedAct): void {
    const { kind, actor } = act.signed.act;
    if (KEPT_KINDS.includes(kind)) return;
    if (!SHIFT_KINDS.includes(kind)) this.#people.add(actor);
    for (const name of this.#named(act)) {
      if (!MATTER.test(name)) this.#people.add(name);
      for (const matter of upTo(name)) this.#matters.add(matter);
    }
    // Whoever declares or alarms names nobody; somebody else's desk that answers is not thereby known.
    if (kind !== 'declaration.acknowledge') for (const guest of this.#guestsIn(act)) this.#guests.add(guest);
  }

  needs(act: RecordedAct): boolean {
    const { kind, actor, form } = act.signed.act;
    const { outcome } = act.answer;
    // Nothing rests on what was refused; and who has seen a declaration is each desk’s own.
    if (form === 'proposal' && outcome !== 'permitted' && outcome !== 'needs-approval') return false;
    if (kind === 'declaration.acknowledge') return false;
    const guests = this.#guestsIn(act);
    if (guests.length > 0) return guests.some((guest) => this.#guests.has(guest));
    if (SHIFT_KINDS.includes(kind)) return this.#people.has(actor);
    return this.#named(act).some((name) => MATTER.test(name) && this.#matters.has(name));
  }

  /** Guests' agencies that an act is of, or about. */
  #guestsIn(act: RecordedAct): string[] {
    const { people, hosts } = this.#recording;
    const agencies = [act.signed.act.actor, ...this.#named(act)].flatMap(
      (name) => people.get(name)?.agency ?? MATTER.exec(name)?.[2] ?? [],
    );
    return agencies.filter((agency) => !hosts.has(agency));
  }

  /** Matters and people that an act names, opens or changes. */
  #named(act: RecordedAct): string[] {
    const made = indexesOf(act).flatMap((index) => {
      const { matter, changes } = this.#recording.entries.get(index)?.draft.fields ?? {};
      return [matter ?? '', ...(changes ?? []).map(({ id }) => id)];
    });
    return [...stringsIn(act.signed.act.detail), ...made.filter((name) => MATTER.test(name))];
  }
}

function indexesOf({ before, after }: RecordedAct): number[] {
  return Array.from({ length: after - before }, (_, n) => before + n);
}

/** A matter and those before it in its series: without them it would have another number. The number of an item is drawn, and counts none. */
function upTo(matter: string): string[] {
  if (matter.startsWith('ITEM-')) return [matter];
  const [, series, agency, number] = MATTER.exec(matter) ?? [];
  const head = agency === undefined ? series : `${series}${agency}-`;
  return Array.from({ length: Number(number ?? 0) }, (_, n) => `${head}${n + 1}`);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
