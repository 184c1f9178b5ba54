import * as z from 'zod';
import { Line } from '../terms/act.ts';
import { Day, Id, known, LetteredId } from './document-schema.ts';
import { isTimezone } from './local-hours.ts';
import { FILES_MAX } from './scenario-files.ts';

const Timezone = z.string().max(64).refine(isTimezone, 'a time zone is named like `Europe/Rome`');

/** scenario.yaml (docs/scenario-documents.md). */
export const ScenarioSchema = known({
  // Acts of its exercise have ids that begin with it, and those of the clock are the clock's.
  scenario: Id.refine((id) => !/^timer(-|$)/.test(id), 'no event is called `timer`, nor `timer-…`').describe(
    'The id of the event.',
  ),
  title: Line,
  modes: z
    .array(z.enum(['exercise', 'live']))
    .min(1)
    .max(2)
    .describe('How it may run. Clauses that are assumptions never come into force in a live room.'),
  timezone: Timezone.describe('`Europe/Rome`; hours of the day are meant in it.'),
  capitals: z.record(Id, Timezone).default({}).describe('An agency, and the time zone of its capital: a second clock.'),
  rootMandate: Id.describe('The mandate in force from the first entry on.'),
  mandates: z.array(Id).min(1).max(FILES_MAX).describe('Each stands in `mandates/<id>.yaml`.'),
  sources: z
    .array(
      known({
        id: LetteredId.describe('As it is cited: `R4`.'),
        kind: z
          .enum(['report', 'public', 'law', 'exercise'])
          .describe('`public` is shown as "reported"; `exercise` is made up for the exercise.'),
        title: Line,
        date: Day.nullable(),
        note: Line.nullable(),
      }),
    )
    .max(500),
}).meta({ title: 'An event of Remit' });

export type Head = z.infer<typeof ScenarioSchema>;
