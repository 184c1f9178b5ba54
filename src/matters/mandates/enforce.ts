import * as z from 'zod';
import { Line, Word } from '../../terms/act.ts';
import { EVERYONE, isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { ENDED_WITH_MANDATES, endedByChange } from './ending.ts';
import { recompose } from './recompose.ts';
import { mayStand } from './standing.ts';

/** Puts a checked mandate document in force, or resumes it after a suspension. From its entry on it decides, on what is open too. */
export const mandateEnforce = defineAct({
  kind: 'mandate.enforce',
  forms: ['proposal'],
  detail: z.strictObject({ mandate: Word, version: z.int().min(1), reason: Line }),
  example: { mandate: 'guest-a', version: 1, reason: 'signed by both sides' },
  records: ['sets', ...ENDED_WITH_MANDATES],
  broken: ({ actor, detail, records, directory, at }) => {
    const document = directory.mandate(detail.mandate, detail.version);
    const before = records.mandates.get(detail.mandate);
    const allowed =
      isHost(actor.agency, directory) &&
      document !== undefined &&
      (document.until === null || at < document.until) &&
      mayStand(document, directory) &&
      !(before?.status === 'in-force' && before.version === detail.version);
    return allowed ? [] : ['R-17'];
  },
  plan({ detail, records, directory, judge, at, index }, effects) {
    const document = directory.mandate(detail.mandate, detail.version);
    if (document === undefined) throw new RangeError('planned for a mandate without document');
    const { id, version, digest, holder, until } = document;
    records.mandates.set(id, { id, version, digest, holder, status: 'in-force', until, index });
    // A version without an end takes the end of the version before away.
    if (until === null) effects.clearTimer(`mandate:${id}`);
    else effects.timer(`mandate:${id}`, until);
    const change = { before: judge, after: judge.under(recompose(records, effects, at, index)) };
    for (const ending of endedByChange(records, effects, directory, change, at)) effects.end(ending);
    return { matter: id, audience: EVERYONE };
  },
});
