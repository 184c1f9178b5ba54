import * as z from 'zod';
import { Hex64, Line } from '../../terms/act.ts';
import { EVERYONE } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { mayErase } from '../erasures/erase.ts';
import { IN_FORCE } from './rows.ts';

/** Puts the retention rules that the event supplies in force, in the place of those before; named by their digest, so that what is signed is what was read. */
export const retentionEnforce = defineAct({
  kind: 'retention.enforce',
  forms: ['proposal'],
  detail: z.strictObject({ version: z.int().min(1), digest: Hex64, reason: Line }),
  example: { version: 1, digest: 'ab'.repeat(32), reason: 'the order of the ministry' },
  records: ['retentions'],
  broken: ({ actor, detail, records, directory }) => {
    const { retention, mode } = directory;
    if (!mayErase(actor, directory) || retention === undefined) return ['R-39'];
    const isSupplied = retention.digest === detail.digest && retention.version === detail.version;
    const isInForce = records.retentions.get(IN_FORCE)?.digest === detail.digest;
    const assumed = retention.rules.some(({ basis }) => basis === 'assumption');
    return isSupplied && !isInForce && !(mode === 'live' && assumed) ? [] : ['R-39'];
  },
  plan({ actor, records, directory, at, index }) {
    const { retention } = directory;
    if (retention === undefined) throw new RangeError('planned for rules that are not there');
    const { version, digest, rules } = retention;
    const first = records.retentions.get(IN_FORCE)?.first ?? at;
    // In full: by which rules a date was counted is said by the ledger, whatever becomes of the event's files.
    records.retentions.set(IN_FORCE, { version, digest, rules, by: actor.id, at, first, index });
    return { matter: `retention-${version}`, audience: EVERYONE };
  },
});
