import { createSecretKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { fromBase64url } from '../../base/base64url.ts';
import { canonicalJson } from '../../base/json.ts';
import { parseLink } from '../../ledger/key-link.ts';
import type { ExportedKeys } from '../../ledger/keys.ts';
import type { SubjectKeys } from '../../ledger/seal.ts';
import type { ExportedSigner } from '../../ledger/signer.ts';
import { LINKS_MAX } from '../../ledger/signer-keys.ts';
import { TransferRefused } from './refused.ts';

/**
 * All secrets of a ledger (docs/formats.md §7): who holds them and the export reads everything, signs in the ledger's name and acts as its
 * operator.
 */
export type Secrets = {
  readonly v: 1;
  readonly ledger: string;
  readonly keys: ExportedKeys;
  /** Null where a process of its own holds key and guard: no room can take them out of it. */
  readonly signer: ExportedSigner | null;
  /** Seeds of the room's own actors, base64. */
  readonly actors: Readonly<Record<string, string>>;
};

export const SECRETS_BYTES_MAX = 16 * 1024 * 1024;

const Base64Key = z.string().refine((text) => isBase64(text, 32), 'base64 of 32 bytes');
const SecretsSchema = z.strictObject({
  v: z.literal(1),
  ledger: z.string().min(1).max(200),
  keys: z.record(
    z.string().max(100),
    z.string().refine((text) => fromBase64url(text)?.length === 32, 'base64url of 32 bytes'),
  ),
  signer: z
    .strictObject({
      key: Base64Key,
      guard: z.strictObject({ root: Base64Key, size: z.int().min(0) }),
      next: z.strictObject({ key: Base64Key, since: z.int().min(0) }).optional(),
      links: z
        .array(z.string().refine((note) => parseLink(note) !== undefined, 'a link that both keys signed'))
        .max(LINKS_MAX)
        .optional(),
    })
    .nullable(),
  actors: z.record(z.string().regex(/^(?:operator|timer|registrar:[a-z0-9][a-z0-9-]{1,62})$/), Base64Key),
});

/** The text of a secrets file (docs/formats.md §7). Who holds it reads everything and can go on with the ledger. */
export function secretsText(secrets: Secrets): string {
  return canonicalJson(secrets);
}

/** Takes untrusted bytes. Says where something is wrong and never what it holds. @throws TransferRefused */
export function parseSecrets(bytes: Uint8Array): Secrets {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new TransferRefused('the secrets file is no JSON');
  }
  const parsed = SecretsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.slice(0, 2).map(String).join('.') || 'the whole';
  throw new TransferRefused(
    `the secrets file is not as it should be, at \`${where}\`: the export may have been interrupted`,
  );
}

/** The subjects' keys of a ledger's secrets. */
export function keysOf({ keys }: Secrets): SubjectKeys {
  const objects = new Map<string, KeyObject>();
  for (const [id, text] of Object.entries(keys))
    objects.set(id, createSecretKey(fromBase64url(text) ?? Buffer.alloc(0)));
  return { key: (id) => objects.get(id) };
}

function isBase64(text: string, length: number): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text;
}
