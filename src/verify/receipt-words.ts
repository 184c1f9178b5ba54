/** What a receipt proves, in plain words: for the command and for the page. */
import { oneLine } from './bytes.ts';
import { isObject, type Json, spell } from './canonical.ts';
import type { ReceiptReport } from './receipt-check.ts';
import { dateText } from './times.ts';

/** A name and what is said under it. */
export type Told = readonly [name: string, text: string];

export interface ReceiptWords {
  readonly entry: string;
  readonly entryText: (index: number, size: number, origin: string) => string;
  readonly recorded: string;
  readonly kind: string;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly clauses: string;
  readonly noClauses: string;
  readonly set: string;
  readonly at: string;
  readonly atText: (time: string) => string;
  readonly who: string;
  readonly whoText: (actor: string | undefined, agency: string | undefined) => string;
  readonly activity: string;
  readonly cause: string;
  readonly causeText: (index: string) => string;
  readonly count: string;
  readonly countText: (count: string) => string;
  readonly signature: string;
  readonly signatureText: (key: string) => string;
  readonly also: string;
  readonly hidden: string;
  readonly limit: string;
  readonly limitText: string;
}

export const englishReceipt: ReceiptWords = {
  entry: 'entry',
  entryText: (index, size, origin) => `number ${index} of the ${size} in the ledger ${origin}`,
  recorded: 'recorded',
  kind: 'kind',
  outcome: 'outcome',
  outcomes: {
    permitted: 'permitted',
    'needs-approval': 'needs approval',
    prohibited: 'prohibited',
    outside: 'outside every mandate',
  },
  clauses: 'clauses',
  noClauses: 'none',
  set: 'mandates',
  at: 'time',
  atText: (time) => `${time}, in the event’s own time`,
  who: 'who',
  whoText: (actor, agency) =>
    actor === undefined ? `somebody of ${agency}` : agency === undefined ? actor : `${actor}, for ${agency}`,
  activity: 'activity',
  cause: 'follows',
  causeText: (index) => `from the act at entry ${index}`,
  count: 'own record',
  countText: (count) => `entry ${count} of this actor`,
  signature: 'signature',
  signatureText: (key) => `by the key ${key}; whose it was stands in another entry, so it was not checked here`,
  also: 'also shown',
  hidden: 'not shown',
  limit: 'not proved',
  limitText: 'that what was recorded is true, or that nothing else was recorded',
};

export const italianReceipt: ReceiptWords = {
  entry: 'registrazione',
  entryText: (index, size, origin) => `numero ${index} delle ${size} nel registro ${origin}`,
  recorded: 'registrata',
  kind: 'tipo',
  outcome: 'esito',
  outcomes: {
    permitted: 'permesso',
    'needs-approval': 'richiede approvazione',
    prohibited: 'vietato',
    outside: 'fuori da ogni mandato',
  },
  clauses: 'clausole',
  noClauses: 'nessuna',
  set: 'mandati',
  at: 'ora',
  atText: (time) => `${time}, nel tempo proprio dell’evento`,
  who: 'chi',
  whoText: (actor, agency) =>
    actor === undefined ? `qualcuno di ${agency}` : agency === undefined ? actor : `${actor}, per ${agency}`,
  activity: 'attività',
  cause: 'consegue',
  causeText: (index) => `dall’atto alla registrazione ${index}`,
  count: 'le proprie',
  countText: (count) => `registrazione ${count} di questa persona`,
  signature: 'firma',
  signatureText: (key) =>
    `con la chiave ${key}; di chi fosse sta in un’altra registrazione, perciò qui non è controllata`,
  also: 'mostrati anche',
  hidden: 'non mostrati',
  limit: 'non provato',
  limitText: 'che ciò che fu registrato sia vero, o che non sia stato registrato altro',
};

/** The fields that every entry has, or that every act has, and that one would ask after. */
const asked = ['kind', 'outcome', 'clauses', 'agency', 'at', 'act'];
const told = [...asked, 'set', 'previousByActor', 'cause', 'signature'];

/** What a receipt shows, a line each. Only where its status is OK is it proved. */
export function tellReceipt(report: ReceiptReport, words: ReceiptWords): Told[] {
  return toldOf(report, words).map(([name, text]) => [name, oneLine(text)]);
}

function toldOf(report: ReceiptReport, words: ReceiptWords): Told[] {
  const { fields, index, size, origin, recorded } = report;
  if (index === undefined || size === undefined || origin === undefined) return [];
  const lines: Told[] = [[words.entry, words.entryText(index, size, origin)]];
  if (recorded === undefined) return lines;
  lines.push([words.recorded, dateText(recorded)]);
  const { kind, outcome, clauses, agency, set, at, act, previousByActor, cause, signature } = fields;
  const actor = isObject(act) ? act['actor'] : undefined;
  const activity = isObject(act) ? act['activity'] : undefined;
  if (kind !== undefined) lines.push([words.kind, spell(kind)]);
  if (activity !== undefined && activity !== kind) lines.push([words.activity, spell(activity)]);
  if (outcome !== undefined) lines.push([words.outcome, words.outcomes[spell(outcome)] ?? spell(outcome)]);
  if (Array.isArray(clauses)) lines.push([words.clauses, clauses.map(spell).join(', ') || words.noClauses]);
  if (set !== undefined) lines.push([words.set, spell(set)]);
  if (typeof at === 'number') lines.push([words.at, words.atText(dateText(at))]);
  if (actor !== undefined || agency !== undefined) lines.push([words.who, words.whoText(text(actor), text(agency))]);
  if (cause !== undefined) lines.push([words.cause, words.causeText(spell(cause))]);
  if (isObject(previousByActor)) lines.push([words.count, words.countText(spell(previousByActor['count']))]);
  if (isObject(signature)) lines.push([words.signature, words.signatureText(spell(signature['key']))]);
  const also = Object.keys(fields).filter((name) => !told.includes(name));
  if (also.length > 0) lines.push([words.also, also.sort().join(', ')]);
  const hidden = asked.filter((name) => !(name in fields) && (name !== 'act' || !('cause' in fields)));
  if (hidden.length > 0) lines.push([words.hidden, hidden.join(', ')]);
  lines.push([words.limit, words.limitText]);
  return lines;
}

function text(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : spell(value);
}
