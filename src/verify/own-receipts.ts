/** One's own record from receipts alone: which counts are missing between the first and the last. */
import { quote } from './bytes.ts';
import { isObject, spell } from './canonical.ts';
import { linkOf, OwnRecord, type OwnReport } from './own-record.ts';
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

/** Checks each receipt, and whether those of `person` are all there. They may come in any order. */
export async function checkOwnReceipts(
  person: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  options: ReceiptOptions,
): Promise<OwnReceiptsReport> {
  const findings = new Findings();
  const warnings: string[] = [];
  const receipts: ReceiptReport[] = [];
  for (const { name, bytes } of files) {
    const report = await checkReceipt(bytes, { ...options, name });
    receipts.push(report);
    for (const finding of report.findings) findings.add(finding);
    findings.total += report.findingsTotal - report.findings.length;
  }
  compareTrees(receipts, findings);
  const own = new OwnRecord(person, findings);
  const seen = new Set<number>();
  const inOrder = [...receipts].sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
  for (const { status, name, index, fields } of inOrder) {
    const { act, previousByActor } = fields;
    if ((status !== 'OK' && status !== 'UNWITNESSED') || index === undefined) continue;
    if (!isObject(act) || !isObject(previousByActor) || spell(act['actor']) !== person) {
      warnings.push(`\`${name}\` does not show an act of ${quote(person)} and which of theirs it is: it is left out`);
    } else if (seen.has(index)) {
      warnings.push(`\`${name}\` is of entry ${index}, of which there is a receipt already`);
    } else {
      seen.add(index);
      own.add(linkOf(index, previousByActor));
    }
  }
  const report = own.report(false);
  const { status, list, total } = findings;
  return { status, receipts, own: report, findings: list, findingsTotal: total, warnings };
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
