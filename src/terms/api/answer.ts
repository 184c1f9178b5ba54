import * as z from 'zod';
import { Time } from '../act.ts';
import { OUTCOMES } from '../outcome.ts';
import { NearMissShown } from './parts.ts';

/** What the sender of an act is told once it is durable (the type `Answer`, on the wire). */
export const AnswerShown = z.object({
  act: z.string(),
  index: z.int(),
  state: z.literal('recorded'),
  outcome: z.enum(OUTCOMES),
  clauses: z.array(z.string()),
  near: z.array(NearMissShown),
  set: z.string(),
  matter: z.string().optional(),
  deed: z.string().optional(),
  digest: z.string().optional(),
  atEntry: z.object({ outcome: z.enum(OUTCOMES), clauses: z.array(z.string()) }).optional(),
  at: Time,
  recorded: z.int(),
  repeated: z.int().optional(),
  again: z.literal(true).optional(),
});
