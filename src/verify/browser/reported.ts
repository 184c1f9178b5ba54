/** What the page shows of a check. */
import type { OpenedReport } from '../opened.ts';
import { fieldsText } from '../opened-words.ts';
import { tellReceipt } from '../receipt-words.ts';
import type { Finding, Report, Status, WitnessReport } from '../report.ts';
import { dateText } from '../times.ts';
import { definitions, item, verdict, withText } from './elements.ts';
import { outcomeOf } from './receipt-heading.ts';
import type { CheckedReceipt } from './receipt-of-reader.ts';
import type { PageWords, Whose } from './words.ts';

const looks: Record<Status, string> = {
  OK: 'ok',
  INVALID: 'bad',
  EQUIVOCATION: 'bad',
  UNWITNESSED: 'unclear',
  UNREADABLE: 'unclear',
};
const signs: Record<Status, string> = { OK: '✓', INVALID: '✗', EQUIVOCATION: '✗', UNWITNESSED: '?', UNREADABLE: '?' };

/** The outcome of checking the ledger. */
export function reported(report: Report, whose: Whose, words: PageWords): Node[] {
  const { statuses, facts } = words;
  const { status, pinned, witnessed } = report;
  const box = outcome(report, statuses[status], words);
  const compared = pinned === undefined ? facts.notPinned : facts.pinned(pinned.size);
  const said = pinned !== undefined && status === 'OK' ? `${compared} ${facts.continued}` : compared;
  const details = definitions([
    [facts.origin, report.origin],
    [facts.size, report.size?.toString()],
    [facts.checked, report.counts.entries.toString()],
    [facts.root, report.root],
    [facts.key, report.vkey],
  ]);
  const own = report.keyChanges?.whose === 'given' ? facts.followed : facts.given;
  const notes: Node[] = [withText('p', `${facts.key}: ${report.vkeySource === 'given' ? own : facts.published}.`)];
  const { keyChanges } = report;
  if (keyChanges !== undefined) {
    const { changes, from, whose } = keyChanges;
    notes.push(withText('p', facts.changed[whose](changes, from)));
    if (whose === 'given' && status === 'OK') notes.push(withText('p', facts.keepNew));
  }
  if (witnessed !== undefined) notes.push(withText('p', witnessText(witnessed, report.size ?? 0, whose, words)));
  if (report.opened !== undefined) notes.push(...recounted(report.opened, words));
  return status === 'OK' || pinned !== undefined
    ? [box, withText('p', said), details, ...notes]
    : [box, details, ...notes];
}

/** What was opened to the public, counted again. */
function recounted(report: OpenedReport, { opened }: PageWords): Node[] {
  const { batches, size, withheld, erased, filler, counts } = report;
  const sum = `${report.opened} + ${withheld} + ${erased} + ${filler} = ${size}`;
  const list = document.createElement('ul');
  list.dataset['recount'] = String(report.opened);
  for (const { fields, entries } of counts) list.append(item(`${entries} ${opened.entries}: ${fieldsText(fields)}`));
  return [
    withText('p', opened.sum(sum, size, batches)),
    withText('p', opened.counted),
    list,
    withText('p', opened.word),
  ];
}

/** The outcome of checking a receipt. What it shows is shown only where it proves it. */
export function reportedReceipt({ report, keyFrom }: CheckedReceipt, policy: Whose, words: PageWords): Node[] {
  const { status, witnessed } = report;
  const kind = outcomeOf(report);
  const box = outcome(report, words.receipts[kind], words, kind === 'other-key' ? 'UNREADABLE' : status);
  const { facts } = words;
  const notes: Node[] = [];
  if (keyFrom !== undefined) notes.push(withText('p', `${facts.checkedBy}: ${facts[keyFrom]}.`));
  if (witnessed !== undefined) notes.push(withText('p', witnessText(witnessed, report.size ?? 0, policy, words)));
  if (report.keyChanges !== undefined) notes.push(withText('p', facts.earlierKey(report.keyChanges.changes)));
  if (status !== 'OK' && status !== 'UNWITNESSED') return [box, ...notes];
  return [box, definitions([...tellReceipt(report, words.receipt), [facts.key, report.vkey]]), ...notes];
}

/** Whom the policy asks for, whose it is, and who has seen how much. */
function witnessText(
  { quorum, met, by, size, since, firstSince }: WitnessReport,
  present: number,
  whose: Whose,
  words: PageWords,
): string {
  const { witnesses } = words;
  const names = by.map(({ name, seconds }) => `${name} (${dateText(seconds * 1000)})`).join(', ');
  const said = !met
    ? witnesses.notMet(names, quorum)
    : quorum === 'none'
      ? witnesses.none
      : witnesses.met(names, size ?? 0, present);
  const rest = met && since !== undefined && since > 0 ? ` ${witnesses.since(since, dateText(firstSince ?? 0))}` : '';
  return `${said}${rest} ${witnesses.whose[whose]}`;
}

type Outcome = Pick<Report, 'status' | 'findings' | 'findingsTotal' | 'warnings'>;

/** `shownAs`: the status as which it is to look. */
function outcome(
  report: Outcome,
  { title, text }: { title: string; text: string },
  words: PageWords,
  shownAs: Status = report.status,
): HTMLElement {
  const { status, findings, findingsTotal, warnings } = report;
  const box = verdict(looks[shownAs], `${signs[shownAs]} ${title}`, text);
  box.dataset['status'] = status;
  const list = document.createElement('ul');
  for (const finding of findings) list.append(foundItem(finding, words));
  if (findingsTotal > findings.length) list.append(item(words.facts.more(findingsTotal - findings.length)));
  for (const warning of warnings) list.append(item(warning));
  if (list.childElementCount > 0) box.append(list);
  return box;
}

/** A finding as the checker words it: it names the file and the offset itself, in backticks. */
function foundItem({ message, file, offset }: Finding, { facts }: PageWords): HTMLLIElement {
  const entry = item('');
  if (file !== undefined && !message.includes(file)) {
    const place = offset === undefined ? '' : `, ${facts.offset} ${offset}`;
    entry.append(`${facts.file} `, withText('code', file), `${place}: `);
  }
  for (const [n, part] of message.split('`').entries()) entry.append(n % 2 === 1 ? withText('code', part) : part);
  return entry;
}
