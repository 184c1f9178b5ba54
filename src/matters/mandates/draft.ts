import * as z from 'zod';
import { LIMITS } from '../../base/limits.ts';
import { Hex64, Line, Word } from '../../terms/act.ts';
import { plainText } from '../../terms/api/plain-text.ts';
import { isHost } from '../audience.ts';
import { defineAct } from '../definition.ts';
import { audienceOfDraft, draftId, newDraft, setDraft, staysWithHolder, stepOf } from './drafts.ts';

/**
 * Lays a version of a mandate before those who review and sign it. The text is the draft; the digest is that of its checked document, so
 * that the drafter signs what the desk understood. Drafted again, it is another draft: review and signatures of the one before are void.
 */
export const mandateDraft = defineAct({
  kind: 'mandate.draft',
  forms: ['proposal'],
  detail: z.strictObject({
    mandate: Word,
    version: z.int().min(1),
    digest: Hex64,
    document: plainText(LIMITS.draftChars, 1),
    reason: Line,
  }),
  example: {
    mandate: 'guest-a',
    version: 2,
    digest: '0'.repeat(64),
    document: 'mandate: guest-a\nversion: 2\n',
    reason: 'a shorter stay than was agreed',
  },
  records: ['drafts', 'mandates'],
  check({ mandate, version, digest, document }, { directory }) {
    const read = directory.readMandate(document);
    if (typeof read === 'string') return `document: ${read}`;
    if (read.id !== mandate || read.version !== version) {
      return `document: it is version ${read.version} of \`${read.id}\`, not version ${version} of \`${mandate}\``;
    }
    return read.digest === digest ? undefined : `digest: the document’s is \`${read.digest}\``;
  },
  broken: ({ actor, detail, records, directory }) => {
    const read = directory.readMandate(detail.document);
    if (typeof read === 'string') return ['R-23'];
    if (!isHost(actor.agency, directory) && !directory.ofSameState(read.holder).includes(actor.agency)) return ['R-34'];
    // Another holder's version would take the mandate away from whoever signed the one before.
    if (!staysWithHolder(records, directory, { ...read, mandate: read.id })) return ['R-34'];
    // The number is taken: by a document of the event, by what came into force under it, or is about to.
    const before = records.drafts.get(draftId(read.id, read.version));
    const isTaken = before?.status === 'due' || before?.status === 'in-force';
    const latest = records.mandates.get(read.id)?.version ?? 0;
    const isOld = read.version <= latest || directory.mandate(read.id, read.version) !== undefined;
    const isLaidBefore = before?.status === 'open' && before.digest === read.digest;
    return isTaken || isOld || isLaidBefore ? ['R-06'] : [];
  },
  plan({ actor, at, index, detail, records, directory }, effects) {
    const facts = effects.keepMandate(detail.document);
    const drafted = { ...stepOf({ actor, at, index }), reason: detail.reason };
    const draft = newDraft(facts, { supplied: false, drafted, index });
    setDraft(records, effects, draft);
    return { matter: draft.mandate, audience: audienceOfDraft(draft.holder, directory) };
  },
});
