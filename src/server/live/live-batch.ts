import type { ActsRow } from '../../views/acts-row.ts';
import { isPast, labelsOfEntry } from '../../views/audience.ts';
import type { AudienceGroup } from './audience-group.ts';
import { actsFrame } from './frames.ts';

/** How a row is shown to somebody: not at all, without whose act it is, or whole. */
const HIDDEN = 0;
const NAMELESS = 1;
const WHOLE = 2;

/** A row with its labels, written as JSON at most once each way, however many read it. */
export class EncodedRow {
  readonly index: number;
  readonly cause: number | null;
  readonly agency: string;
  readonly labels: readonly string[];
  readonly #row: ActsRow;
  #whole: string | undefined;
  #nameless: string | undefined;

  readonly #onWritten: (() => void) | undefined;

  /** @param onWritten told each time it is written as JSON, which is what costs */
  constructor(row: ActsRow, onWritten?: () => void) {
    this.index = row.index;
    this.cause = row.cause;
    this.agency = row.agency;
    this.labels = labelsOfEntry(row);
    this.#row = row;
    this.#onWritten = onWritten;
  }

  json(how: number): string {
    if (how === WHOLE) {
      this.#whole ??= this.#written({});
      return this.#whole;
    }
    this.#nameless ??= this.#written({ person: null });
    return this.#nameless;
  }

  #written(changed: Partial<ActsRow>): string {
    this.#onWritten?.();
    const { audience: _audience, cause: _cause, set: _set, ...shown } = this.#row;
    return JSON.stringify({ ...shown, ...changed });
  }
}

/**
 * Rows on their way to many readers. Each row is written once, each group of readers is looked at once, and readers to whom the same is shown
 * get the very same string.
 */
export class LiveBatch {
  readonly #rows: readonly EncodedRow[];
  readonly #byLabel = new Map<string, number[]>();
  readonly #ofGroup = new Map<string, Uint8Array>();
  readonly #frames = new Map<string, string>();

  readonly #onFrame: (() => void) | undefined;

  /** @param onFrame told each time a frame is put together that none had before */
  constructor(rows: readonly EncodedRow[], onFrame?: () => void) {
    this.#rows = rows;
    this.#onFrame = onFrame;
    for (const [n, { labels }] of rows.entries()) {
      for (const label of labels) {
        const found = this.#byLabel.get(label);
        if (found === undefined) this.#byLabel.set(label, [n]);
        else found.push(n);
      }
    }
  }

  get first(): number | undefined {
    return this.#rows[0]?.index;
  }

  /** The frame for one reader of the rows from index `from` on that are theirs; empty where none is. */
  frame(group: AudienceGroup, from: number): string {
    const shown = this.#shownTo(group, from);
    const key = String.fromCharCode(...shown);
    const known = this.#frames.get(key);
    if (known !== undefined) return known;
    const rows = this.#rows.flatMap((row, n) => {
      const how = shown[n] ?? HIDDEN;
      return how === HIDDEN ? [] : [{ index: row.index, json: row.json(how) }];
    });
    const frame = actsFrame(rows);
    if (frame !== '') this.#onFrame?.();
    this.#frames.set(key, frame);
    return frame;
  }

  /** How each row is shown to a reader: as to their group, and whole where it is theirs by name. */
  #shownTo(group: AudienceGroup, from: number): Uint8Array {
    let shown = this.#ofGroup.get(group.key);
    if (shown === undefined) {
      shown = this.#shownToAll(group);
      this.#ofGroup.set(group.key, shown);
    }
    const named = group.personal.flatMap((label) => this.#byLabel.get(label) ?? []);
    const late = (this.first ?? from) < from;
    if (!late && named.every((n) => shown?.[n] === WHOLE)) return shown;
    const own = Uint8Array.from(shown);
    for (const n of named) own[n] = WHOLE;
    // A reader who came when part of the batch was on its way has had that part from the view.
    if (late) for (const [n, { index }] of this.#rows.entries()) if (index < from) own[n] = HIDDEN;
    return own;
  }

  #shownToAll({ shared, knowing, kin, past }: AudienceGroup): Uint8Array {
    const shown = new Uint8Array(this.#rows.length);
    for (const label of shared) {
      const how = knowing.has(label) ? WHOLE : NAMELESS;
      for (const n of this.#byLabel.get(label) ?? []) {
        const named = how === WHOLE || this.#rows[n]?.agency === kin;
        shown[n] = Math.max(shown[n] ?? HIDDEN, named ? WHOLE : NAMELESS);
      }
    }
    if (past === null) return shown;
    const { label } = past;
    for (const [n, row] of this.#rows.entries()) {
      if (!isPast(past, row)) continue;
      // Their own people's, they knew by name.
      const known = shown[n] !== HIDDEN && `agency:${row.agency}` === label;
      if (known || row.labels.includes(label)) shown[n] = WHOLE;
    }
    return shown;
  }
}
