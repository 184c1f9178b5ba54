/** The forms of what is opened to the public (formats.md §13): statements, manifests, lines of parts. Everything here is hostile. */
import { hasExactly, isObject, isSortedStrings, type Json, type JsonObject, parseCanonical } from './canonical.ts';
import { type Fault, isFault } from './report.ts';

export const statementBytesMax = 256 * 1024;
export const manifestBytesMax = 4 * 1024 * 1024;
export const partBytesMax = 4 * 1024 * 1024;
export const partsMax = 10_000;
export const partEntriesMax = 2000;

/** Fields that may be opened to everybody, sorted. */
export const publicFields: readonly string[] = ['activityClass', 'agency', 'kind', 'outcome'];

/** How the first `size` entries add up, over a batch and all before it. */
export interface Sums {
  readonly size: number;
  readonly opened: number;
  readonly withheld: number;
  readonly erased: number;
  readonly filler: number;
}

export interface Statement {
  readonly index: number;
  readonly disclosures: readonly string[];
}

/** What the act states of a batch. */
export interface Stated extends Sums {
  readonly batch: number;
  /** Hex SHA-256. */
  readonly manifest: string;
  readonly policy: string;
}

export interface Manifest extends Sums {
  readonly batch: number;
  readonly ledger: string;
  readonly policy: JsonObject;
  readonly parts: readonly { readonly digest: string; readonly entries: number }[];
}

const sumNames = ['size', 'opened', 'withheld', 'erased', 'filler'] as const;
const statedMembers = ['batch', 'erased', 'filler', 'manifest', 'opened', 'policy', 'size', 'withheld'];
const manifestMembers = [
  'at',
  'batch',
  'erased',
  'filler',
  'ledger',
  'opened',
  'parts',
  'policy',
  'size',
  'v',
  'withheld',
];

/** The statement in `bytes`. */
export function readStatement(bytes: Uint8Array): Statement | Fault {
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const { value } = parsed;
  if (!hasExactly(value, ['disclosures', 'index', 'v']) || value['v'] !== 1) {
    return { fault: 'does not have exactly the members `disclosures index v`, `v` being 1' };
  }
  return readDisclosed(value);
}

/** One line of a part, without its line feed. */
export function readLine(line: Uint8Array): Statement | Fault {
  const parsed = parseCanonical(line);
  if (isFault(parsed)) return parsed;
  const { value } = parsed;
  return hasExactly(value, ['disclosures', 'index'])
    ? readDisclosed(value)
    : { fault: 'does not have exactly the members `disclosures index`' };
}

function readDisclosed({ disclosures, index }: JsonObject): Statement | Fault {
  if (!isCount(index)) return { fault: 'has an `index` that is none' };
  if (!isSortedStrings(disclosures) || disclosures.length === 0 || disclosures.length > publicFields.length) {
    return { fault: `does not have 1 to ${publicFields.length} \`disclosures\` in ascending order` };
  }
  return { index, disclosures };
}

/** The `detail` of an act `ledger.disclose`. */
export function readStated(detail: JsonObject): Stated | Fault {
  const { batch, manifest, policy } = detail;
  const sums = readSums(detail);
  if (!hasExactly(detail, statedMembers) || !isCount(batch) || !isDigest(manifest) || !isDigest(policy)) {
    return { fault: 'the act does not state a batch, two digests and its numbers' };
  }
  return isFault(sums) ? sums : { batch, manifest, policy, ...sums };
}

/** The manifest in `bytes`. */
export function readManifest(bytes: Uint8Array): Manifest | Fault {
  const parsed = parseCanonical(bytes);
  if (isFault(parsed)) return parsed;
  const { value } = parsed;
  if (!hasExactly(value, manifestMembers) || value['v'] !== 1) {
    return { fault: `does not have exactly the members \`${manifestMembers.join(' ')}\`, \`v\` being 1` };
  }
  const { at, batch, ledger, policy, parts } = value;
  if (!isCount(at) || !isCount(batch) || typeof ledger !== 'string' || !isObject(policy)) {
    return { fault: 'has a member that is not of the form' };
  }
  if (!Array.isArray(parts) || parts.length > partsMax) return { fault: `does not have at most ${partsMax} \`parts\`` };
  const listed: { digest: string; entries: number }[] = [];
  for (const part of parts) {
    const { digest, entries } = hasExactly(part, ['digest', 'entries']) ? part : {};
    if (!isDigest(digest) || !isCount(entries) || entries < 1 || entries > partEntriesMax) {
      return { fault: `part ${listed.length + 1} does not have a \`digest\` and 1 to ${partEntriesMax} \`entries\`` };
    }
    listed.push({ digest, entries });
  }
  const sums = readSums(value);
  return isFault(sums) ? sums : { batch, ledger, policy, parts: listed, ...sums };
}

/** The five numbers, each exact, the sum too. */
function readSums(value: JsonObject): Sums | Fault {
  for (const name of sumNames) if (!isCount(value[name])) return { fault: `has a number \`${name}\` that is none` };
  const { size, opened, withheld, erased, filler } = value as unknown as Sums;
  const sum = opened + withheld + erased + filler;
  if (sum !== size) return { fault: `does not add up: ${opened} + ${withheld} + ${erased} + ${filler} is not ${size}` };
  return { size, opened, withheld, erased, filler };
}

/** Which of the five numbers differs. */
export function differingSum(a: Sums, b: Sums): string | undefined {
  return sumNames.find((name) => a[name] !== b[name]);
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}

function isDigest(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
