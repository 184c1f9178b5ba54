import * as z from 'zod';
import { Line } from '../../terms/act.ts';
import { plainText } from '../../terms/api/plain-text.ts';
import { OUTCOMES } from '../../terms/outcome.ts';

/**
 * What goes over the wire of the AuthZEN Authorization API 1.0. Unknown members are passed over; a member that is missing or of another type is a
 * fault of the whole request (§ "Errors").
 */

/** Evaluations of one batch. */
export const EVALUATIONS_MAX = 100;
/** Results of one page of a search. */
export const PAGE_MAX = 200;

const NAME_MAX = 256;
const Name = plainText(NAME_MAX);
/** Said by the caller of a subject, resource or action; nothing is decided on it, for facts come from the records. */
const Properties = z.object({}).optional().describe('Passed over: facts are derived from the room’s records.');

const IsoTime = z.iso.datetime({ offset: true, error: 'a time is written like `2026-02-05T07:00:00+01:00`' });

export const Subject = z
  .object({ type: Name, id: Name, properties: Properties })
  .describe('Somebody who is enrolled here: `{"type": "person", "id": …}`. What they are, the records say.');
export const Resource = z
  .object({ type: Name, id: Name, properties: Properties })
  .describe(
    'Where the deed is: `place`, `room` or `zone`, and its word of the vocabulary. In a zone the worst of its places counts.',
  );
export const Action = z
  .object({ name: Name, properties: Properties })
  .describe('An activity of the vocabulary that is a deed.');
export const Context = z
  .object({
    purpose: Name.optional().describe('A purpose of the vocabulary, claimed; without one nothing is permitted.'),
    time: IsoTime.optional().describe('When the deed begins, claimed; else now.'),
    until: IsoTime.optional().describe('When it ends; else as soon as it has begun.'),
    what: Line.optional().describe('The words of its proposal: an approval is bound to them.'),
    counters: Name.optional().describe('The request whose counter-offer of the host it takes up.'),
  })
  .describe('What is claimed of the deed.');
export type Subject = z.infer<typeof Subject>;
export type Resource = z.infer<typeof Resource>;
export type Action = z.infer<typeof Action>;
export type Context = z.infer<typeof Context>;

export const EvaluationRequest = z.object({
  subject: Subject,
  action: Action,
  resource: Resource,
  context: Context.optional(),
});
export type EvaluationRequest = z.infer<typeof EvaluationRequest>;

const Parts = {
  subject: Subject.optional(),
  action: Action.optional(),
  resource: Resource.optional(),
  context: Context.optional(),
};
export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;
export type Semantics = (typeof SEMANTICS)[number];

const Batch = z.object({
  ...Parts,
  evaluations: z
    .array(z.object(Parts))
    .max(EVALUATIONS_MAX, `a batch holds at most ${EVALUATIONS_MAX} evaluations`)
    .optional(),
  options: z.object({ evaluations_semantic: z.enum(SEMANTICS).optional() }).optional(),
});

/** A batch: what stands at the top is the default of each evaluation, member by member and never mixed. Without evaluations it is a single one. */
export const EvaluationsRequest = Batch.superRefine((batch, context) => {
  const isSingle = batch.evaluations === undefined || batch.evaluations.length === 0;
  for (const [n, one] of (isSingle ? [{}] : (batch.evaluations ?? [])).entries()) {
    for (const part of ['subject', 'action', 'resource'] as const) {
      if ({ ...batch, ...one }[part] !== undefined) continue;
      const path = isSingle ? [part] : ['evaluations', n, part];
      context.addIssue({ code: 'custom', path, message: 'stands neither here nor among the defaults' });
    }
  }
});
export type EvaluationsRequest = z.infer<typeof EvaluationsRequest>;

const Page = z
  .object({
    token: plainText(1_024).optional().describe('`next_token` of the page before.'),
    limit: z.int().min(1).max(PAGE_MAX).optional().describe('Candidates to look at; a page may hold fewer results.'),
  })
  .optional();
export type Page = z.infer<typeof Page>;
const Wanted = z.object({ type: Name, properties: Properties });

export const SubjectSearch = z.object({
  subject: Wanted,
  action: Action,
  resource: Resource,
  context: Context.optional(),
  page: Page,
});
export const ResourceSearch = z.object({
  subject: Subject,
  action: Action,
  resource: Wanted,
  context: Context.optional(),
  page: Page,
});
export const ActionSearch = z.object({
  subject: Subject,
  resource: Resource,
  context: Context.optional(),
  page: Page,
});
export type SubjectSearch = z.infer<typeof SubjectSearch>;
export type ResourceSearch = z.infer<typeof ResourceSearch>;
export type ActionSearch = z.infer<typeof ActionSearch>;

export const Evaluation = z.object({
  decision: z.boolean().describe('`true` for *permitted* alone: what needs approval is not permitted yet.'),
  context: z.object({
    outcome: z.enum(OUTCOMES),
    clauses: z.array(z.string()).describe('All clauses, commitments and house rules that determine it.'),
    setHash: z.string().describe('The mandate set it was decided under.'),
    reason: z.string().describe('In a sentence, near misses included.'),
  }),
});
export type Evaluation = z.infer<typeof Evaluation>;

export const Evaluations = z.object({ evaluations: z.array(Evaluation) });
/** Of a batch, or of a request that was none. */
export const EvaluationsAnswer = z.union([Evaluations, Evaluation]);

const page = z.object({ next_token: z.string().describe('Empty on the last page.'), count: z.int() });
const found = <Result extends z.ZodType>(result: Result) => z.object({ results: z.array(result), page });
export const FoundEntities = found(z.object({ type: z.string(), id: z.string() }));
export const FoundActions = found(z.object({ name: z.string() }));

export const Configuration = z.object({
  policy_decision_point: z.string().describe('This room, exactly as it was asked.'),
  access_evaluation_endpoint: z.string(),
  access_evaluations_endpoint: z.string(),
  search_subject_endpoint: z.string(),
  search_resource_endpoint: z.string(),
  search_action_endpoint: z.string(),
});
export type Configuration = z.infer<typeof Configuration>;
