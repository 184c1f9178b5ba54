import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { StartRefused } from '../../ledger/store/postgres-connection.ts';
import { readBoundedFile } from '../../scenarios/bounded-file.ts';
import { Word } from '../../terms/act.ts';

const FILE = 'sign-in.yaml';
const FILE_BYTES_MAX = 65_536;
const PROVIDERS_MAX = 50;

/** The signature algorithms of ID tokens that are taken; `none` and shared secrets are not among them. */
export const ID_TOKEN_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** An agency's own OpenID provider, as the operator wrote it down. */
const ProviderSettings = z.strictObject({
  /** As it stands in addresses. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  /** Only people of this agency come in by it. */
  agency: Word,
  /** OpenID Connect Discovery: `<issuer>/.well-known/openid-configuration`. */
  issuer: z.url({ protocol: /^https?$/ }).max(400),
  clientId: z.string().min(1).max(200),
  clientSecret: z.string().min(1).max(400),
  /** The claim of the ID token that holds the person's id here. */
  claim: z.string().min(1).max(64).default('sub'),
  /** The one algorithm with which its ID tokens are signed. */
  algorithm: z.enum(ID_TOKEN_ALGORITHMS).default('RS256'),
});
export type ProviderSettings = z.infer<typeof ProviderSettings>;

const Settings = z.strictObject({ providers: z.array(ProviderSettings).max(PROVIDERS_MAX).default([]) });

/**
 * The providers in `sign-in.yaml` of the data folder; none where there is no such file.
 * @throws StartRefused where it cannot be read or says what cannot be
 */
export async function readProviderSettings(
  dataFolder: string,
  agencies: readonly string[],
): Promise<readonly ProviderSettings[]> {
  const read = await readBoundedFile(join(dataFolder, FILE), FILE_BYTES_MAX, 'follow');
  if (read.state === 'missing') return [];
  if (read.state !== 'read') throw refused('cannot be read');
  const parsed = Settings.safeParse(yamlOf(read.bytes.toString('utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(`\`${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? 'not as it should be'}`);
  }
  const { providers } = parsed.data;
  for (const { id, agency, issuer } of providers) {
    if (providers.filter((other) => other.id === id).length > 1) throw refused(`\`${id}\` stands there twice`);
    if (!agencies.includes(agency)) throw refused(`\`${id}\`: there is no agency \`${agency}\` at this event`);
    if (!isSafe(new URL(issuer))) throw refused(`\`${id}\`: an issuer is reached by https, but on this machine`);
  }
  return providers;
}

/** Whether an address is reached by https, or does not leave this machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function yamlOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, uniqueKeys: true }) ?? {};
  } catch (cause) {
    throw refused('is no YAML', cause);
  }
}

function refused(why: string, cause?: unknown): StartRefused {
  return new StartRefused(`\`${FILE}\` of the data folder ${why}`, { cause });
}
