/** One's own record from receipts alone: which counts are missing between the first and the last. */
import { quote } from './bytes.ts';
import { isObject, spell } from './canonical.ts';
import { type Closing, closingsOf } from './closings.ts';
import { type Link, linkOf, OwnRecord, type OwnReport } from './own-record.ts';
import { checkReceipt, type ReceiptOptions, type ReceiptReport } from './receipt-check.ts';
import { type Finding, Findings, type Status } from './report.ts';

export interface OwnReceiptsReport {
  readonly status: Status;
  readonly receipts: readonly ReceiptReport[];
  readonly own: OwnReport;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly warnings: readonly string[];
}

/**
 * Checks each receipt, and whether those of `person` are all there. They may come in any order, and none is kept once it was checked.
 * What one shows that is not proved is left out: whoever made it could have it be anything, and as long as they like.
 */
export async function checkOwnReceipts(
  person: string,
  files: Iterable<{ readonly name: string; readonly bytes: Uint8Array }>,
  options: ReceiptOptions,
): Promise<OwnReceiptsReport> {
  const findings = new Findings();
  const warnings: string[] = [];
  const receipts: ReceiptReport[] = [];
  for (const { name, bytes } of files) {
    const report = await checkReceipt(bytes, { ...options, name });
    receipts.push(isProved(report) ? report : { ...report, fields: {} });
    for (const finding of report.findings) findings.add(finding);
    findings.total += report.findingsTotal - report.findings.length;
  }
  compareTrees(receipts, findings);
  compareEntries(receipts, findings);
  const good = receipts.filter(isProved);
  const own = new OwnRecord(person, findings);
  for (const { link, closings } of ownOf(person, byEntry(good, warnings), warnings)) {
    if (link !== undefined) own.add(link);
    for (const closing of closings) own.addClosing(closing);
  }
  const report = own.report(false);
  const { status, list, total } = findings;
  return { status, receipts, own: report, findings: list, findingsTotal: total, warnings };
}

function isProved({ status }: ReceiptReport): boolean {
  return status === 'OK' || status === 'UNWITNESSED';
}

type Indexed = ReceiptReport & { readonly index: number };
interface OfOwn {
  readonly link: Link | undefined;
  readonly closings: readonly Closing[];
}

/** One receipt for each entry, in the order of the ledger: of several the one that shows most. */
function byEntry(receipts: readonly ReceiptReport[], warnings: string[]): Indexed[] {
  const byIndex = new Map<number, Indexed>();
  for (const receipt of receipts) {
    const { index, name } = receipt;
    if (index === undefined) continue;
    const before = byIndex.get(index);
    if (before !== undefined) warnings.push(`\`${name}\` is of entry ${index}, of which there is a receipt already`);
    const shows = ({ fields }: ReceiptReport) => Object.keys(fields).length;
    if (before === undefined || shows(receipt) > shows(before)) byIndex.set(index, { ...receipt, index });
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

/**
 * What the receipts say of the person. Whose act one is that does not show it (material that opens by consultation only), the next one of the person says,
 * by the place and the number of the one before it; so they are gone through from the last on.
 */
function ownOf(person: string, receipts: readonly Indexed[], warnings: string[]): OfOwn[] {
  const found: OfOwn[] = [];
  let next: Link | undefined;
  for (const { index, name, fields } of [...receipts].reverse()) {
    const { act, previousByActor } = fields;
    const shown = isObject(previousByActor) ? linkOf(index, previousByActor) : undefined;
    const isNamed = isObject(act) && spell(act['actor']) === person;
    const isLinked = act === undefined && next?.before === index && shown?.count === next.count - 1;
    const link = isNamed || isLinked ? shown : undefined;
    const closings = closingsOf(index, fields).filter((closing) => closing.person === person);
    if (link === undefined && closings.length === 0) {
      warnings.push(`\`${name}\` does not show an act of ${quote(person)} and which of theirs it is: it is left out`);
    }
    next = link ?? next;
    found.push({ link, closings });
  }
  return found.reverse();
}

/** One place holds one entry, in trees of whatever sizes: two are a fork. */
function compareEntries(receipts: readonly ReceiptReport[], findings: Findings): void {
  const byPlace = new Map<string, ReceiptReport>();
  for (const receipt of receipts) {
    const { origin, index, leaf, name } = receipt;
    if (leaf === undefined) continue;
    const place = `${origin} ${index}`;
    const before = byPlace.get(place);
    if (before !== undefined && before.leaf !== leaf) {
      const message = `\`${name}\` and \`${before.name}\` prove different entries at the same place ${index}`;
      findings.add({ code: 'fork', message, file: name });
    }
    byPlace.set(place, before ?? receipt);
  }
}

/** Receipts of two ledgers are no record of one; two roots of one size are a fork. */
function compareTrees(receipts: readonly ReceiptReport[], findings: Findings): void {
  const first = receipts.find(({ origin }) => origin !== undefined);
  const bySize = new Map<number, ReceiptReport>();
  for (const receipt of receipts) {
    const { origin, size, root, name } = receipt;
    if (origin === undefined || size === undefined || root === undefined) continue;
    if (origin !== first?.origin) {
      const message = `\`${name}\` is of another ledger than \`${first?.name}\`, ${quote(origin)}`;
      findings.add({ code: 'origin', message, file: name });
      continue;
    }
    const before = bySize.get(size);
    if (before?.root !== undefined && before.root !== root) {
      const message = `\`${name}\` and \`${before.name}\` have different roots for the same size ${size}`;
      findings.add({ code: 'fork', message, file: name });
    }
    bySize.set(size, receipt);
  }
}
