/** Ledgers of which batches are opened to the public (formats.md §13), good ones and, through hooks, broken ones that are stated all the same. */
import { createHash } from 'node:crypto';
import { type Built, buildLedger, canonical, origin } from './builder.ts';
import { facts } from './example.ts';

export interface OpenedHooks {
  /** Lines of batch `n`, before they are split into parts. */
  lines?: (n: number, lines: { disclosures: string[]; index: number }[]) => void;
  /** The text of a part, before its digest is taken. */
  part?: (n: number, text: string) => string;
  manifest?: (n: number, manifest: Record<string, unknown>) => void;
  detail?: (n: number, detail: Record<string, unknown>) => void;
  /** The act that states batch `n`. */
  act?: (n: number, act: Record<string, unknown>) => void;
  outcome?: string;
  statement?: (n: number, statement: Record<string, unknown>) => void;
}

/** Entries in which the two batches are stated, of a ledger of 300; they look at as many entries as stand before them. */
export const statedAt = [270, 299] as const;
const ledgerSize = 300;
const stating: readonly number[] = statedAt;
const perPart = 40;
const policy = { ends: 1, opens: [] };

export const sha256Hex = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

/** The published files, with two batches. The entries that each opens have even, then odd numbers. */
export function buildOpened(hooks: OpenedHooks = {}): Map<string, Uint8Array> {
  const { files } = buildOpenedExport(hooks);
  return new Map([...files].filter(([name]) => /^(?:ledger|sets|opened)\//.test(name)));
}

/** An export of the same. */
export function buildOpenedExport(hooks: OpenedHooks = {}): Built {
  const byIndex = new Map<number, Map<string, string>>();
  const opened = new Map<string, Uint8Array>();
  let sum = 0;
  const write = (path: string, text: string) => opened.set(path, Buffer.from(text));
  const batch = (n: number, size: number) => {
    const lines = Array.from({ length: size }, (_, index) => index)
      .filter((index) => index >= 20 && index % 2 === n - 1 && !stating.includes(index))
      .map((index) => ({ disclosures: disclosuresOf(byIndex, index, ['agency', 'outcome']), index }));
    hooks.lines?.(n, lines);
    sum += lines.length;
    const parts: { digest: string; entries: number }[] = [];
    for (let at = 0; at < lines.length; at += perPart) {
      const own = lines.slice(at, at + perPart);
      const text = own.map((line) => `${canonical(line)}\n`).join('');
      const spoilt = hooks.part?.(n, text) ?? text;
      write(`opened/${n}/${parts.length + 1}.jsonl`, spoilt);
      parts.push({ digest: sha256Hex(spoilt), entries: own.length });
    }
    const sums = { size, opened: sum, withheld: size - sum - 10, erased: 0, filler: 10 };
    const manifest: Record<string, unknown> = { v: 1, ledger: origin, batch: n, at: 5, ...sums, parts, policy };
    hooks.manifest?.(n, manifest);
    const text = canonical(manifest);
    write(`opened/${n}/manifest.json`, text);
    const detail = { batch: n, manifest: sha256Hex(text), policy: sha256Hex(canonical(policy)), ...sums };
    hooks.detail?.(n, detail);
    return detail;
  };
  const built = buildLedger(ledgerSize, {
    template: (index, template) => {
      if (!stating.includes(index)) return template;
      const { outcome = 'permitted' } = hooks;
      const kind = 'ledger.disclose';
      const stated = facts({ activity: kind, agency: 'room' });
      const common = { set: template.set, agency: 'room', activityClass: 'room', form: 'proposal' } as const;
      return { ...common, kind, facts: stated, outcome, clauses: ['R-28'], actor: 'operator', detail: {} };
    },
    act: (index, act) => {
      if (!stating.includes(index)) return;
      const n = stating.indexOf(index) + 1;
      act['detail'] = batch(n, index);
      hooks.act?.(n, act);
    },
    disclosures: (index, byGroup) => {
      const all = Object.values(byGroup).flat();
      byIndex.set(index, new Map(all.map((disclosure) => [nameOf(disclosure), disclosure])));
    },
  });
  for (const [i, index] of statedAt.entries()) {
    const disclosures = disclosuresOf(byIndex, index, ['act', 'kind', 'outcome']);
    const statement: Record<string, unknown> = { v: 1, index, disclosures };
    hooks.statement?.(i + 1, statement);
    write(`opened/${i + 1}.statement.json`, canonical(statement));
  }
  return { ...built, files: new Map([...built.files, ...opened]) };
}

/** What the disclosure discloses. */
export function nameOf(disclosure: string): string {
  return String(JSON.parse(Buffer.from(disclosure, 'base64url').toString())[1]);
}

function disclosuresOf(byIndex: ReadonlyMap<number, Map<string, string>>, index: number, names: readonly string[]) {
  return names.flatMap((name) => byIndex.get(index)?.get(name) ?? []).sort();
}
