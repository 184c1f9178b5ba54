import { sha256Hex } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { assembleSet, parseMandateDocument, setId } from '../mandates/compile.ts';
import { type Decider, prepare } from '../mandates/decider.ts';
import { promisesOf } from '../mandates/promises.ts';
import type { MandateDocument } from '../mandates/scenario.ts';
import type { MandateFacts, Promises } from '../matters/definition.ts';
import type { MandateSet } from '../terms/mandate-set.ts';
import type { Decision, FactsVector } from '../terms/outcome.ts';
import type { EventDirectory } from './directory.ts';
import { factsKnownTo } from './facts/known.ts';

/** A kept text is not what its id says: somebody changed the store beside the room. */
export class TextAltered extends Error {
  override readonly name = 'TextAltered';
}

/**
 * The mandate sets that were ever in force, by id: content that never changes, so keeping it beside the state leaves `step` pure. New ones
 * are handed to the store with the batch that first names them.
 */
export class SetBook {
  readonly #directory: EventDirectory;
  readonly #deciders = new Map<string, Decider>();
  readonly #texts = new Map<string, string>();
  readonly #sets = new Map<string, MandateSet>();
  /** Ids of sets by the digests of their mandates, which are all that they depend on. */
  readonly #composed = new Map<string, string>();
  readonly #promises = new Map<string, Promises>();
  readonly #edges = new Map<string, readonly number[]>();

  /**
   * @param texts documents of the store; those that are sets are found by their id
   * @throws TextAltered where a text is not what its id says, for nothing may be decided by it
   */
  constructor(directory: EventDirectory, texts: ReadonlyMap<string, string> = new Map()) {
    this.#directory = directory;
    for (const [id, text] of texts) {
      if (sha256Hex(text) !== id) {
        throw new TextAltered(`the kept mandate document or set \`${id}\` was altered: its digest is another`);
      }
      this.#texts.set(id, text);
    }
  }

  /** Compiles the mandates of these digests, with all commitments, to a set; gives its id. */
  compose(mandateDigests: readonly string[]): string {
    const named = mandateDigests.join(' ');
    const known = this.#composed.get(named);
    if (known !== undefined) return known;
    const { scenario } = this.#directory;
    const mandates = mandateDigests.map((digest) => this.#document(digest));
    const set = assembleSet({ vocabulary: scenario.vocabulary, mandates, commitments: scenario.commitments });
    const id = setId(set);
    if (!this.#deciders.has(id)) {
      this.#texts.set(id, canonicalJson(set));
      this.#deciders.set(id, prepare(set));
    }
    this.#composed.set(named, id);
    return id;
  }

  /** Keeps the document of a text that was found in order, for {@link compose} to know it by its digest. */
  keep(text: string): MandateFacts {
    const document = this.#directory.readDrafted(text);
    const facts = this.#directory.readMandate(text);
    if (typeof document === 'string' || typeof facts === 'string')
      throw new RangeError('kept a text that is no mandate');
    this.#texts.set(facts.digest, canonicalJson(document));
    return facts;
  }

  /** Makes sure that {@link text} has the document of this digest, of the event’s files or of those kept. */
  keepDocument(digest: string): void {
    this.#document(digest);
  }

  /** What keeps the mandates of these digests from being in force together; proved once a set. */
  promises(mandateDigests: readonly string[]): Promises {
    const id = this.compose(mandateDigests);
    const known = this.#promises.get(id);
    if (known !== undefined) return known;
    const { vocabulary, commitments } = this.#directory.scenario;
    const mandates = mandateDigests.map((digest) => this.#document(digest));
    const promises = promisesOf(this.set(id), { vocabulary, commitments, mandates });
    this.#promises.set(id, promises);
    return promises;
  }

  /**
   * The canonical text of a set, or of a mandate document, by its id. What was put in force is kept with the ledger, so a later change of the
   * scenario's files changes nothing that was decided.
   */
  text(id: string): string {
    const text = this.#texts.get(id);
    if (text === undefined) throw new RangeError(`no set or mandate document has the id \`${id}\``);
    return text;
  }

  #document(digest: string): MandateDocument {
    const document = this.#directory.document(digest) ?? parseMandateDocument(this.text(digest));
    this.#texts.set(digest, canonicalJson(document));
    return document;
  }

  /** Decides by a set, on facts in its own words: those stand in the decision, so that whoever has both can take it again. */
  decide(id: string, facts: FactsVector): Decision {
    const known = factsKnownTo(this.#read(id).vocabulary.axes, facts);
    return { ...this.#decider(id).decide(known), set: id, facts: known };
  }

  #decider(id: string): Decider {
    const known = this.#deciders.get(id);
    if (known !== undefined) return known;
    const decider = prepare(this.set(id));
    this.#deciders.set(id, decider);
    return decider;
  }

  /** Times at which a window of a rule begins or ends, ascending: between two of them, time changes nothing. */
  edges(id: string): readonly number[] {
    const known = this.#edges.get(id);
    if (known !== undefined) return known;
    const windows = this.set(id).rules.flatMap((rule) => rule.windows ?? []);
    const times = new Set(windows.flatMap((window) => window.filter((time) => time !== null)));
    const edges = [...times].sort((a, b) => a - b);
    this.#edges.set(id, edges);
    return edges;
  }

  /** The set itself, read once; for reading only. */
  set(id: string): MandateSet {
    return this.#read(id);
  }

  #read(id: string): MandateSet {
    const known = this.#sets.get(id);
    if (known !== undefined) return known;
    const set = JSON.parse(this.text(id)) as MandateSet;
    this.#sets.set(id, set);
    return set;
  }
}
