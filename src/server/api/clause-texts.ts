import { parseMandateDocument } from '../../mandates/compile.ts';
import type { MandateDocument, Scenario } from '../../mandates/scenario.ts';
import type { SetRow } from '../../matters/mandates/rows.ts';
import type { ClauseShown } from '../../terms/api/parts.ts';
import { HOUSE_RULE_LIST } from '../../terms/house-rules.ts';
import type { OpenRoom } from '../room.ts';

/** A clause with the mandate it stands in and the instrument that rests on; null for commitments and house rules. */
export type Authority = ClauseShown & { readonly mandate: string | null; readonly instrument: string | null };

/** The entry that cites clauses, and the set that it was decided by where that is known. Without a set: the one in force just before the entry. */
export type Cited = { readonly index: number; readonly set?: string | null };

type Texts = ReadonlyMap<string, Authority>;

/** The texts of clauses, as they stood in the mandates by which something was decided: a later version rewords no decision of before. */
export class ClauseTexts {
  /** What is in no mandate in force then: commitments, house rules, and mandates as supplied. */
  readonly #supplied: Texts;
  readonly #sets: () => Iterable<SetRow>;
  readonly #documentOf: (digest: string) => MandateDocument;
  readonly #documents = new Map<string, Texts>();

  /**
   * @param sets every set that was ever in force, with the documents it was composed of
   * @param documentOf the document of a digest that one of them names
   */
  constructor(
    scenario: Scenario,
    sets: () => Iterable<SetRow> = () => [],
    documentOf: (digest: string) => MandateDocument = unknownDocument,
  ) {
    this.#supplied = suppliedTexts(scenario);
    this.#sets = sets;
    this.#documentOf = documentOf;
  }

  /** What these ids meant to the entry that cites them, or mean now; undefined where the event knows no such clause. */
  of(ids: readonly string[], cited?: Cited): (Authority | undefined)[] {
    const documents = this.#setOf(cited)?.documents.map((digest) => this.#document(digest)) ?? [];
    return ids.map((id) => documents.find((texts) => texts.has(id))?.get(id) ?? this.#supplied.get(id));
  }

  /** The set that an entry was decided by: the last of its name before it, and the ledger's first entry by its own. */
  #setOf(cited: Cited = { index: Number.POSITIVE_INFINITY }): SetRow | undefined {
    let first: SetRow | undefined;
    let last: SetRow | undefined;
    for (const row of this.#sets()) {
      if (cited.set != null && row.set !== cited.set) continue;
      if (first === undefined || row.index < first.index) first = row;
      if (row.index < cited.index && (last === undefined || row.index > last.index)) last = row;
    }
    return last ?? first;
  }

  #document(digest: string): Texts {
    const known = this.#documents.get(digest);
    if (known !== undefined) return known;
    const texts = new Map(textsOf(this.#documentOf(digest)).map((text) => [text.id, text]));
    this.#documents.set(digest, texts);
    return texts;
  }
}

/** The texts of a room: documents of its event’s files, and those kept with the ledger. */
export function clauseTextsOf({ directory, readable, sets }: Pick<OpenRoom, 'directory' | 'readable' | 'sets'>) {
  return new ClauseTexts(
    directory.scenario,
    () => readable.state.values('sets'),
    (digest) => directory.document(digest) ?? parseMandateDocument(sets.text(digest)),
  );
}

function suppliedTexts({ mandates, commitments }: Scenario): Texts {
  const rules = HOUSE_RULE_LIST.map(({ id, text }) => ({ id, text, basis: 'house-rule' as const, source: [] }));
  const promises = commitments.map(({ id, text, source }) => ({
    id,
    text,
    basis: 'commitment' as const,
    source: [...source],
  }));
  const nowhere = [...rules, ...promises].map((shown) => ({ ...shown, mandate: null, instrument: null }));
  const documents = mandates.toSorted((a, b) => a.version - b.version).flatMap(textsOf);
  return new Map([...nowhere, ...documents].map((text) => [text.id, text]));
}

function textsOf({ mandate, instrument, clauses }: MandateDocument): Authority[] {
  return clauses.map(({ id, text, basis, source }) => ({ id, text, basis, source: [...source], mandate, instrument }));
}

function unknownDocument(digest: string): never {
  throw new RangeError(`no mandate document of the digest \`${digest}\``);
}
