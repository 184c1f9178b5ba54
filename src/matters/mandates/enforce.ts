import * as z from 'zod';
import { Line, Time, Word } from '../../terms/act.ts';
import { EVERYONE, isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { againstBeginning, begin, beginTimer } from './begin.ts';
import { audienceOfDraft, draftOf, setDraft } from './drafts.ts';
import { ENDED_WITH_MANDATES } from './ending.ts';

/**
 * Puts a version of a mandate in force, at once or at a stated time, or resumes it after a suspension. From then on it decides, on what is
 * open too. Everything that must be so is asked now, and of a later time then again.
 */
export const mandateEnforce = defineAct({
  kind: 'mandate.enforce',
  forms: ['proposal'],
  detail: z.strictObject({ mandate: Word, version: z.int().min(1), reason: Line, from: Time.optional() }),
  example: { mandate: 'guest-a', version: 1, reason: 'signed by both sides' },
  records: ['sets', 'drafts', ...ENDED_WITH_MANDATES],
  broken: ({ actor, detail, records, directory, judge, at }) => {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    if (!isHost(actor.agency, directory) || draft === undefined) return ['R-17'];
    if (detail.from === undefined) return againstBeginning(records, directory, judge, draft, at);
    if (detail.from <= at) return ['R-12'];
    return againstBeginning(records, directory, judge, draft, detail.from);
  },
  plan({ detail, records, directory, judge, at, index }, effects) {
    const draft = draftOf(records, directory, detail.mandate, detail.version);
    if (draft === undefined) throw new RangeError('planned for a mandate without document');
    if (detail.from !== undefined) {
      setDraft(records, effects, { ...draft, status: 'due', begins: detail.from });
      effects.timer(beginTimer(draft.id), detail.from);
      return { matter: draft.mandate, audience: audienceOfDraft(draft.holder, directory) };
    }
    for (const ending of begin(records, effects, { directory, judge }, draft, { at, index })) effects.end(ending);
    return { matter: draft.mandate, audience: EVERYONE };
  },
});
