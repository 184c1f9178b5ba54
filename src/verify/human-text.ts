/** What the command says of a check, for people. */
import type { OpenedReport } from './opened.ts';
import { fieldsText } from './opened-words.ts';
import type { OwnReceiptsReport } from './own-receipts.ts';
import type { OwnReport } from './own-record.ts';
import type { ReceiptReport } from './receipt-check.ts';
import { englishReceipt, tellReceipt } from './receipt-words.ts';
import { type Finding, type Report, type Status, statusOf, type WitnessReport } from './report.ts';
import { dateText } from './times.ts';

/** A report in a few lines; the last is the status, with what decided it. */
export function humanText(report: Report): string {
  const { origin, size, root, counts, pinned, witnessed } = report;
  const lines: string[] = [];
  if (origin !== undefined) {
    lines.push(`origin      ${origin}`, `size        ${size}`, `root        ${root}`);
  }
  if (report.vkey !== undefined) {
    const whose =
      report.vkeySource === 'given'
        ? report.keyChanges?.whose === 'given'
          ? 'followed from the key you gave'
          : 'the key you gave'
        : 'the published key, taken at its word: give --vkey to check it';
    const signed = origin === undefined ? 'key         ' : 'checkpoint  signed by ';
    lines.push(`${signed}${report.vkey} (${whose})`);
    if (report.keyChanges !== undefined) lines.push(changedText(report, report.vkey, report.keyChanges));
  }
  if (pinned !== undefined) lines.push(`pinned      size ${pinned.size}, root ${pinned.root}`);
  if (witnessed !== undefined) lines.push(`witnessed   ${witnessedText(witnessed, size ?? 0)}`);
  if (origin !== undefined) {
    const last = report.lastRecorded === undefined ? '' : `, the last recorded ${dateText(report.lastRecorded)}`;
    lines.push(`entries     ${counts.entries} checked${last}`);
  }
  if (report.mode === 'full') {
    const unchecked = counts.signaturesUnchecked > 0 ? `, ${counts.signaturesUnchecked} under keys not known` : '';
    lines.push(
      `openings    ${counts.opened} opened, ${counts.closed} closed`,
      `signatures  ${counts.signatures} checked${unchecked}`,
      `replay 1    ${counts.replayed} replayed, ${counts.replayMismatches} mismatches`,
    );
  }
  if (report.own !== undefined) lines.push(...ownLines(report.own));
  if (report.opened !== undefined) lines.push(...openedLines(report.opened));
  return `${[...lines, ...noteLines(report), lastLine(report)].join('\n')}\n`;
}

/** Since which key of the reader's the ledger's key was changed. Nobody is told to keep a key by which not all is good. */
function changedText(
  { status }: Report,
  vkey: string,
  { from, changes, whose }: NonNullable<Report['keyChanges']>,
): string {
  const since = whose === 'given' ? `yours; yours is ${from}` : `your last check; it was ${from}`;
  const keep = whose === 'given' && status === 'OK' ? `: keep the new one, ${vkey}` : '';
  return `key change  the ledger's key was changed ${timesText(changes)} since ${since}${keep}`;
}

function timesText(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Who has seen how much of a ledger of `size` entries, and since when not the rest. */
export function witnessedText({ quorum, met, by, size, since, firstSince }: WitnessReport, present: number): string {
  const names = by.map(({ name, seconds }) => `${name} (${dateText(seconds * 1000)})`).join(', ');
  if (!met) return `by ${names || 'nobody'}: not enough for the quorum ${quorum}`;
  if (quorum === 'none') return `the policy asks for no witness${names === '' ? '' : `; by ${names}`}`;
  const rest = since === 0 ? '' : `, ${since} entries since ${dateText(firstSince ?? 0)} not yet`;
  return `by ${names}, size ${size} of ${present}${rest}`;
}

/** What one receipt proves, line by line. */
export function receiptText(report: ReceiptReport): string {
  const lines = tellReceipt(report, englishReceipt).map(([name, text]) => `${name.padEnd(11)} ${text}`);
  // Of a checkpoint that could not be opened it is not known that this key signed it.
  if (report.vkey !== undefined)
    lines.push(`${report.origin === undefined ? 'checked by' : 'signed by '}  ${report.vkey}`);
  if (report.keyChanges !== undefined) {
    const { changes, to } = report.keyChanges;
    lines.push(
      `key change  that is an earlier key of the ledger, changed ${timesText(changes)} since; now it is ${to}`,
    );
  }
  if (report.witnessed !== undefined) lines.push(`witnessed   ${witnessedText(report.witnessed, report.size ?? 0)}`);
  return `${[...lines, ...noteLines(report), lastLine(report)].join('\n')}\n`;
}

/** Whether the receipts of one person are all there. */
export function ownReceiptsText(report: OwnReceiptsReport): string {
  const receipts = report.receipts.map(({ name, status, index, keyChanges }) => {
    const entry = index === undefined ? '' : `, entry ${index}`;
    const earlier = keyChanges === undefined ? '' : ', by an earlier key of the ledger';
    return `receipt     ${name}: ${status === 'UNREADABLE' ? 'CANNOT READ' : status}${entry}${earlier}`;
  });
  return `${[...receipts, ...ownLines(report.own), ...noteLines(report), lastLine(report)].join('\n')}\n`;
}

/** The numbers counted again, and what is the operator's word. */
function openedLines({ batches, size, opened, withheld, erased, filler, counts }: OpenedReport): string[] {
  return [
    `opened      batches ${batches}, of the first ${size} entries: ${opened} + ${withheld} + ${erased} + ${filler} = ${size}`,
    `            ${opened} opened, counted below from their disclosures; at the operator's word: ${withheld} withheld, ${erased} erased, ${filler} fillers`,
    ...counts.map(({ fields, entries }) => `recount     ${String(entries).padStart(8)}  ${fieldsText(fields)}`),
  ];
}

function ownLines({ person, found, last, firstIndex, lastIndex, complete, closedAfter }: OwnReport): string[] {
  if (lastIndex === undefined) return [`own record  nothing of ${person} was found`];
  const lines = [`own record  ${found} of ${last} entries of ${person}, from entry ${firstIndex} to ${lastIndex}`];
  if (closedAfter !== undefined && closedAfter > 0) {
    lines.push(`            ${closedAfter} entries after the last one stay closed, and may be theirs`);
  }
  if (complete === undefined) {
    lines.push('            counted by what each entry says of itself: no end of a shift among them closes the count');
  } else {
    const { count, index } = complete;
    lines.push(
      `            complete up to the closing count of ${count}, which entry ${index} states, where a shift ended`,
    );
  }
  lines.push('            what followed after that, if anything, only a later end of a shift could count');
  return lines;
}

export interface Noted {
  readonly status: Status;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly warnings: readonly string[];
}

/** Warnings and findings, a line each. */
export function noteLines({ warnings, findings, findingsTotal }: Noted): string[] {
  const hidden = findingsTotal - findings.length;
  return [
    ...warnings.map((warning) => `warning     ${warning}`),
    ...findings.map(({ message, code }) => `finding     ${message} (${code})`),
    ...(hidden > 0 ? [`finding     and ${hidden} more`] : []),
  ];
}

/** The status, and the finding that decided it. */
export function lastLine({ status, findings, findingsTotal }: Noted): string {
  if (status === 'OK') return 'OK';
  const decisive = findings.find(({ code }) => statusOf(code) === status);
  const more = findingsTotal > 1 ? ` (and ${findingsTotal - 1} more)` : '';
  const word = status === 'UNREADABLE' ? 'CANNOT READ' : status;
  return `${word}: ${decisive?.message ?? ''}${more}`;
}
