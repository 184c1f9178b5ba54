import * as z from 'zod';
import { Time } from '../act.ts';
import { COERCIVENESS, STANDINGS } from '../mandate-set.ts';
import { Named } from './parts.ts';

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
      openQuestions: z.array(z.string()),
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
});
export type MandatesShown = z.infer<typeof MandatesShown>;

/** `GET /api/exercise`: how the exercise stands. `injects` is empty for everybody but its director. */
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
