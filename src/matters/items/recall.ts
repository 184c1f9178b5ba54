import * as z from 'zod';
import { Line, MatterId } from '../../terms/act.ts';
import { agencies, sitsHere } from '../audience.ts';
import { consultationEndings } from '../consultations/ending.ts';
import { defineAct } from '../definition.ts';

/** The originator, or who released it, asks for a released item back. Nobody reads on under that release. */
export const itemRecall = defineAct({
  kind: 'item.recall',
  forms: ['proposal'],
  detail: z.strictObject({ release: MatterId, reason: Line }),
  example: { release: 'REL-host-1', reason: 'the source withdrew it' },
  records: ['items', 'releases', 'consultations'],
  broken: ({ actor, detail, records }) => {
    const release = records.releases.get(detail.release);
    const owner = release === undefined ? undefined : records.items.get(release.item)?.owner;
    const allowed =
      sitsHere(actor) && release !== undefined && (owner === actor.agency || release.byAgency === actor.agency);
    if (!allowed) return ['R-10'];
    return release.recalled === null ? [] : ['R-06'];
  },
  plan({ detail, records, directory, at }, effects) {
    const release = records.releases.get(detail.release);
    if (release === undefined) throw new RangeError('planned for a release that is not there');
    const owner = records.items.get(release.item)?.owner ?? release.byAgency;
    records.releases.set(release.id, { ...release, recalled: at });
    const reading = records.consultations.where('release', release.id);
    for (const ending of consultationEndings(records, effects, directory, reading, at)) effects.end(ending);
    return { matter: release.id, audience: agencies(release.byAgency, release.toAgency, owner) };
  },
});
