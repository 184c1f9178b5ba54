import * as z from 'zod';
import { Time } from '../act.ts';
import { ACT_KINDS } from '../act-kinds.ts';
import { COERCIVENESS, STANDINGS } from '../mandate-set.ts';
import { TERM_NAMES } from '../mandate-terms.ts';
import type { OtherNames } from '../names.ts';
import { OUTCOMES } from '../outcome.ts';
import { MandateStood, Named, Told } from './parts.ts';

/** Names of words by id, in each language of the screens beside the vocabulary's own; a word that is not there has none. */
const OtherNamesShown = z.object({ it: z.record(z.string(), z.string()) }) satisfies z.ZodType<OtherNames>;

/** `GET /api/vocabulary`: the event's words, for forms and for names. The same for everybody who is signed in. */
export const VocabularyShown = z.object({
  id: z.string(),
  version: z.int(),
  agencies: z.array(
    Named.extend({ standing: z.enum(STANDINGS), state: z.string().nullable(), components: z.array(Named) }),
  ),
  roles: z.array(Named),
  activities: z.array(Named.extend({ coerciveness: z.enum(COERCIVENESS), power: z.string().nullable() })),
  purposes: z.array(Named),
  /** `leaf` is the word that an act claims for being there. */
  places: z.array(Named.extend({ within: z.string().nullable(), leaf: z.string() })),
  rooms: z.array(Named.extend({ owner: z.string(), place: z.string(), desks: z.array(Named) })),
  incidentCategories: z.array(z.string()),
  offices: z.array(Named),
  names: OtherNamesShown,
});
export type VocabularyShown = z.infer<typeof VocabularyShown>;

/** `GET /api/mandates`: the arrangement as readable text, with its sources, contradictions and open questions. */
export const MandatesShown = z.object({
  view: z.int(),
  set: z.string(),
  mandates: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      title: z.string(),
      holder: Named,
      issuer: Named,
      instrument: z.string().nullable(),
      from: Time.nullable(),
      until: Time.nullable(),
      status: z.enum(['in-force', 'suspended', 'expired', 'not-in-force']),
      /**
       * Of a suspended one: the entry that suspended it, from which desk, and the reason that it states; of one that is over the entry of its end. Null in every other state, and where the view does
       * not have that entry yet.
       */
      halted: z
        .object({ index: z.int(), at: Time, desk: z.string().nullable(), reason: z.string().nullable() })
        .nullable(),
      /**
       * Of one in force: the entry with which this version came into force last, from which desk and why (where the clock did it, those of the order that set the time, as far as the reader may see it), and how the mandate stood before.
       * Null where it was in force from the first entry on, in every other state, and where the view does not have that entry yet.
       */
      began: z
        .object({
          index: z.int(),
          at: Time,
          desk: z.string().nullable(),
          reason: z.string().nullable(),
          byClock: z.boolean(),
          stood: MandateStood.nullable(),
        })
        .nullable(),
      /** The version that is ordered to come into force in its place, and when: for whom its draft is for (the host, and its holder's state). */
      due: z.object({ version: z.int(), begins: Time }).nullable(),
      /** The host's own, on which all others rest: nobody suspends it. */
      root: z.boolean(),
      /** Commitments that its text does not keep beside the others in force, so that they hold only because the room refuses by them. */
      unkept: z.array(z.object({ commitment: z.string(), excepted: z.boolean() })),
      openQuestions: z.array(z.string()),
      // Every one, in its order; where neither text nor open question stands, the mandate is from before they were asked for.
      terms: z.array(
        z.object({
          name: z.enum(TERM_NAMES),
          text: z.string().nullable(),
          source: z.array(z.string()),
          open: z.string().nullable(),
        }),
      ),
      clauses: z.array(
        z.object({
          id: z.string(),
          effect: z.enum(['permit', 'permit-with-approval', 'forbid']),
          text: z.string(),
          basis: z.enum(['instrument', 'assumption']),
          source: z.array(z.string()),
          written: z.record(z.string(), z.json()),
        }),
      ),
    }),
  ),
  commitments: z.array(
    z.object({
      id: z.string(),
      by: z.string(),
      date: z.string().nullable(),
      text: z.string(),
      source: z.array(z.string()),
      form: z.enum(['rule', 'statement']),
      why: z.string().nullable(),
    }),
  ),
  questions: z.array(
    z.object({ id: z.string(), text: z.string(), axis: z.string().nullable(), source: z.array(z.string()) }),
  ),
  sources: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['report', 'public', 'law', 'exercise']),
      title: z.string(),
      date: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  houseRules: z.array(z.object({ id: z.string(), text: z.string() })),
  /** What offices are reported to have said, before the room opened; `topic` groups those that are about the same, null where none does. */
  statements: z.array(
    z.object({
      id: z.string(),
      office: Named,
      said: z.string().nullable(),
      dateNote: z.string().nullable(),
      where: z.string().nullable(),
      text: z.string(),
      source: z.array(z.string()),
      contradicts: z.array(z.string()),
      topic: z.string().nullable(),
    }),
  ),
});
export type MandatesShown = z.infer<typeof MandatesShown>;

/**
 * `GET /api/exercise`: how the exercise stands. `speed` is 0 while it stands. `injects` is empty for everybody but its director; one that is
 * `done` was given, and cannot be given again.
 */
export const ExerciseState = z.object({
  speed: z.number(),
  paused: z.boolean(),
  /** Steps of the script done, and all of them. */
  done: z.int(),
  of: z.int(),
  over: z.boolean(),
  injects: z.array(z.object({ id: z.string(), title: z.string(), text: z.string(), done: z.boolean() })),
});
export type ExerciseState = z.infer<typeof ExerciseState>;

/** An act as a form can be filled in beforehand. Times in `detail` may be relative to now: `+60m`. */
export const GuideAct = z.object({
  kind: z.enum(ACT_KINDS),
  activity: z.string().optional(),
  purpose: z.string().optional(),
  place: z.string().optional(),
  detail: z.record(z.string(), z.json()),
  /** Members of the detail as they stand in the form of who reads Italian. */
  italian: z.record(z.string(), z.string()).optional(),
});
export type GuideAct = z.infer<typeof GuideAct>;

export const GuideStep = z.object({
  id: z.string(),
  text: Told,
  /**
   * What shows that the step is done: as many acts (`times`, else one) of this kind, with this outcome where one is named, by the reader or by
   * anyone whose act the reader sees. Without a kind it is done once it was opened.
   */
  doneWhen: z.object({
    kind: z.enum(ACT_KINDS).optional(),
    outcome: z.enum(OUTCOMES).optional(),
    by: z.enum(['me', 'anyone']).optional(),
    times: z.int().optional(),
  }),
  /** Where the console goes for it, below `/console` (`/public/` is the public side), and what stands in the form there. */
  opens: z.object({ path: z.string(), act: GuideAct.optional() }).optional(),
});
export type GuideStep = z.infer<typeof GuideStep>;

/** `GET /api/guide`: the first five minutes of somebody with the reader's role. */
export const Guide = z.object({ kind: z.string(), steps: z.array(GuideStep) });
export type Guide = z.infer<typeof Guide>;
