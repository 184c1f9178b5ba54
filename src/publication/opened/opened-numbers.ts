import { fromBase64url } from '../../base/base64url.ts';

/** How many opened entries are of an agency and a class of activity; null where that was not opened. */
export type OpenedCell = {
  readonly agency: string | null;
  readonly activityClass: string | null;
  readonly entries: number;
};

/** What all batches so far open: opened + withheld + erased + filler = size. */
export type OpenedNumbers = {
  readonly size: number;
  readonly opened: number;
  readonly withheld: number;
  readonly erased: number;
  readonly filler: number;
  readonly cells: readonly OpenedCell[];
};

/** Counts what the lines of parts disclose, as anybody can. */
export class OpenedTally {
  readonly #cells = new Map<string, OpenedCell>();

  /** @throws SyntaxError where it is no part of ours */
  add(part: string): void {
    for (const line of part.split('\n').slice(0, -1)) {
      const { disclosures } = JSON.parse(line) as { readonly disclosures: readonly string[] };
      const fields = new Map<string, string>();
      for (const disclosure of disclosures) {
        const [, name, value] = JSON.parse(fromBase64url(disclosure)?.toString('utf8') ?? '') as string[];
        if (name !== undefined && value !== undefined) fields.set(name, value);
      }
      const [agency, activityClass] = [fields.get('agency') ?? null, fields.get('activityClass') ?? null];
      const key = JSON.stringify([agency, activityClass]);
      this.#cells.set(key, { agency, activityClass, entries: (this.#cells.get(key)?.entries ?? 0) + 1 });
    }
  }

  get cells(): readonly OpenedCell[] {
    return [...this.#cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
  }
}
