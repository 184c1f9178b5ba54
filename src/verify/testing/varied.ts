/** Exports of which each is another: with erasures, repetitions, fillers, ends of shifts, ends of deeds of long ago. All are in order. */
import { type Built, buildLedger, type Hooks } from './builder.ts';
import { facts } from './example.ts';
import { digest } from './merkle.ts';

/** How often what happens, of a thousand entries. */
export interface Often {
  /** The person box is erased, the decision box, or both. */
  readonly person: number;
  readonly decision: number;
  readonly both: number;
  readonly filler: number;
  readonly repeated: number;
}

const usual: Often = { person: 60, decision: 30, both: 20, filler: 60, repeated: 20 };
const ends = 15;
const perRound = 16;
const nothing = { person: 0, decision: 0, both: 0, filler: 0, repeated: 0 };
/** Nothing is closed, so that every fault shows. */
export const open: Often = { ...nothing, filler: 60, repeated: 20 };

/** An export of `size` entries as `seed` has it; `hooks` come after, and may break it. */
export function buildVaried(size: number, seed: string, often: Often = usual, hooks: Hooks = {}): Built {
  const chance = (index: number, what: keyof Often) =>
    digest(`${seed} ${what} ${index}`).readUInt32BE(0) % 1000 < often[what];
  const isFiller = (index: number) => slotOf(index) === 1 && chance(index, 'filler') && index > perRound;
  const acts: { index: number; fields: Record<string, unknown> }[] = [];
  const counts = new Map<string, number>();
  return buildLedger(
    size,
    {
      ...hooks,
      template(index, made) {
        const template = isFiller(index)
          ? {
              ...made,
              kind: 'ledger.fill',
              activity: 'ledger.fill',
              actor: 'timer',
              signer: 'timer',
              detail: {},
              agency: 'room',
              activityClass: 'room',
              facts: facts({ activity: 'ledger.fill', agency: 'room' }),
              outcome: 'permitted',
              clauses: ['R-28'],
            }
          : made;
        return hooks.template?.(index, template) ?? template;
      },
      fields(index, fields) {
        const act = fields['act'] as Record<string, unknown> | undefined;
        if (act !== undefined) {
          const actor = String(act['actor']);
          const again = acts[digest(`${seed} which ${index}`).readUInt32BE(0) % Math.max(1, acts.length)];
          const isOfBo = actor === 'bo' && act['kind'] === 'deed.propose' && slotOf(index) > 0;
          // Whoever sends an act again is refused, by R-18, also long after, when their key is another.
          if (isOfBo && again !== undefined && chance(index, 'repeated')) {
            const { kind, signature } = again.fields;
            const broken = ['R-18', 'R-20'];
            Object.assign(fields, {
              kind,
              act: again.fields['act'],
              signature,
              outcome: 'prohibited',
              clauses: broken,
            });
            fields['facts'] = facts({ broken });
          } else if (isOfBo) acts.push({ index, fields: { ...fields } });
          counts.set(actor, (fields['previousByActor'] as { count: number }).count);
        } else if (slotOf(index) + 3 === ends) {
          const person = index % 3 === 0 ? 'ada' : 'bo';
          const row = { person, until: 5, closingCount: counts.get(person) ?? 0 };
          fields['changes'] = [{ id: `S-${index}`, row, slice: 'shifts' }];
          const early = acts[digest(`${seed} cause ${index}`).readUInt32BE(0) % acts.length];
          fields['cause'] = early?.index ?? index - 1;
        }
        hooks.fields?.(index, fields);
      },
      line(index, line) {
        if (index > 2) {
          const gone = chance(index, 'both') ? ['decision', 'person'] : [];
          if (chance(index, 'person')) gone.push('person');
          if (chance(index, 'decision')) gone.push('decision');
          line.groups = line.groups.filter(({ group }) => !gone.includes(String(group)));
        }
        hooks.line?.(index, line);
      },
    },
    seed,
  );
}

/** Where in a round of the example an entry stands: 0 is ada's patrol, 12 the end, 14 and 15 bo's removal and enrolment. */
function slotOf(index: number): number {
  return (index - 3) % perRound;
}
