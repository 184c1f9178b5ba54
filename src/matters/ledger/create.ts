import * as z from 'zod';
import { Hex64, Line } from '../../terms/act.ts';
import { plainText } from '../../terms/api/plain-text.ts';
import { EVERYONE } from '../audience.ts';
import { defineAct, type Promises } from '../definition.ts';
import { mayStand } from '../mandates/standing.ts';

const PublicKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'a public key is 43 letters of canonical base64url');

/** The first entry: it creates the ledger, states the keys of the room's own actors, and puts the root mandate in force. */
export const ledgerCreate = defineAct({
  kind: 'ledger.create',
  forms: ['proposal'],
  deskless: true,
  detail: z.strictObject({
    scenario: plainText(96),
    title: Line,
    keys: z.record(plainText(96), PublicKey),
    /** The root mandate and its digest. */
    root: z.strictObject({ id: plainText(96), version: z.int().min(1), digest: Hex64 }),
  }),
  example: {
    scenario: 'harbour-summit',
    title: 'Harbour Summit',
    keys: { operator: 'A'.repeat(43), timer: 'E'.repeat(43), 'registrar:guest-a': 'I'.repeat(43) },
    root: { id: 'host-root', version: 1, digest: '0'.repeat(64) },
  },
  records: ['ledger', 'mandates', 'sets'],
  broken: ({ records, actor, directory, judge, detail }) => {
    const document = directory.mandate(detail.root.id, detail.root.version);
    return [
      ...(actor.kind !== 'operator' || records.ledger.get('ledger') !== undefined ? (['R-28'] as const) : []),
      ...(document?.digest !== detail.root.digest || !mayStand(document, directory) ? (['R-17'] as const) : []),
      ...(document !== undefined && breaksPromise(judge.promises([document.digest])) ? (['R-35'] as const) : []),
    ];
  },
  plan({ detail, records, directory, index, at }, effects) {
    const { scenario, title, keys, root } = detail;
    const document = directory.mandate(root.id, root.version);
    records.ledger.set('ledger', { scenario, title, keys });
    records.mandates.set(root.id, {
      ...root,
      holder: document?.holder ?? '',
      status: 'in-force',
      until: document?.until ?? null,
      index,
    });
    const documents = [root.digest];
    const set = effects.composeSet(documents);
    records.sets.set(String(index), { id: String(index), set, documents, from: at, until: null, index });
    if (document?.until != null) effects.timer(`mandate:${root.id}`, document.until);
    return { audience: EVERYONE, person: null };
  },
});

/** The root mandate has no draft that somebody could have signed an exception to. */
function breaksPromise({ unkept, beaten }: Promises): boolean {
  return unkept.length > 0 || beaten.length > 0;
}
