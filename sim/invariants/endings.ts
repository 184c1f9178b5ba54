import { type Journal, must, type Stepped, type Watcher } from '../journal.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/** When a row of a slice ends, and which entries may say so. */
type Ends = { readonly over: (row: AnyRow) => boolean; readonly kinds: readonly string[]; readonly matter?: string };

/** What says that a deed is over ends it, or takes back what was never begun (`deed.ended` too: its doer left the event). */
const TAKES_BACK = ['deed.end', 'deed.ended'];

const ENDS: Readonly<Record<string, Ends>> = {
  accompaniments: { over: (row) => row['ended'] !== null, kinds: ['accompaniment.end', 'accompaniment.ended'] },
  approvals: {
    over: (row) => row['ended'] !== null,
    kinds: ['approval.withdraw', 'approval.lapsed', 'approval.expired', 'approval.ended'],
    matter: 'request',
  },
  conferrals: { over: (row) => row['ended'] !== null, kinds: ['conferral.withdraw', 'conferral.ended'] },
  clearances: { over: (row) => row['ended'] !== null, kinds: ['clearance.withdraw', 'clearance.ended'] },
  consultations: { over: (row) => row['ended'] !== null, kinds: ['consultation.ended'] },
  deeds: { over: (row) => row['status'] === 'ended', kinds: ['deed.end', 'deed.ended'] },
  incidents: { over: (row) => row['closed'] !== null, kinds: ['incident.close'] },
  items: { over: (row) => row['expired'] === true, kinds: ['item.expired'] },
  mandates: { over: (row) => row['status'] !== 'in-force', kinds: ['mandate.suspend', 'mandate.expired'] },
  requests: {
    over: (row) => row['status'] !== 'waiting',
    kinds: ['request.withdraw', 'request.lapsed', 'request.ended', 'approval.answer', 'approval.oral'],
  },
  shifts: { over: (row) => row['until'] !== null, kinds: ['desk.sign-off', 'duty.ended'], matter: 'desk' },
};

/** Every effect that ended has an entry that says so, about that very matter; what is over stays over. */
export class Endings implements Watcher {
  /** What says that something ends, ends it. */
  after({ result }: Stepped, { rows }: Journal): void {
    for (const { fields } of result.entries) {
      if (fields.matter === undefined || (fields.outcome !== 'permitted' && fields.cause === undefined)) continue;
      for (const [slice, { over, kinds, matter }] of Object.entries(ENDS)) {
        if (!kinds.includes(fields.kind) || matter === 'desk') continue;
        const row = rows.get(slice as 'deeds', fields.matter) as AnyRow | undefined;
        must(
          row !== undefined && (over(row) || (TAKES_BACK.includes(fields.kind) && row['status'] === 'refused')),
          'endings',
          () => `a \`${fields.kind}\` did not end \`${slice}/${fields.matter}\``,
        );
      }
    }
  }

  before({ result }: Stepped, { rows }: Journal): void {
    for (const { fields } of result.entries) {
      for (const { slice, id, row } of fields.changes) {
        const ends = ENDS[slice];
        if (ends === undefined) continue;
        const before = rows.get(slice as 'deeds', id) as AnyRow | undefined;
        must(row !== null || fields.kind === 'record.erase', 'endings', () => `\`${slice}/${id}\` vanished`);
        if (before === undefined || row === null) continue;
        const after = row as AnyRow;
        const resumed = slice === 'mandates' && (fields.kind === 'mandate.enforce' || fields.kind === 'mandate.begun');
        must(
          resumed || !ends.over(before) || ends.over(after),
          'endings',
          () => `\`${slice}/${id}\` was over and is not`,
        );
        if (ends.over(before) || !ends.over(after)) continue;
        const matter = String(after[ends.matter ?? 'id']);
        must(ends.kinds.includes(fields.kind) && fields.matter === matter, 'endings', () => {
          return `\`${slice}/${id}\` ended in an entry \`${fields.kind}\` about \`${fields.matter}\``;
        });
      }
    }
  }
}
