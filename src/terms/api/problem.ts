import * as z from 'zod';

/** By this title the description of the interface tells problems from other bodies. */
export const PROBLEM_TITLE = 'Problem';

/** The detail of every problem `not-found` that is about a record, an entry or an address: nobody is told whether there is nothing or nothing of theirs. */
export const NOT_THERE_DETAIL = 'this is not there, or it is not yours to see; the room does not say which';

/** The form of every error (RFC 9457), with a code for programs. `detail` names the thing and the rule. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    retryAfterSeconds: z.int().optional(),
    /** Ids of the clauses and house rules that determined it, as in the answer to an act; absent where none did. */
    clauses: z.array(z.string()).optional(),
  })
  .meta({ title: PROBLEM_TITLE });
export type Problem = z.infer<typeof Problem>;
