import { type Cosignature, cosignatureBy } from './cosignature.ts';
import { type NoteVerifier, parseNote } from './note.ts';
import { type Policy, quorumMet } from './policy.ts';

/** A cosignature that was verified, and when it was had: by the room's clock where the witness answered it, ms. */
export type Had = { readonly line: string; readonly at: number };

const TEXTS_MAX = 128;

/** The cosignatures of the policy's witnesses, by checkpoint: those of one size count together, however they came. */
export class CosignedPool {
  readonly #policy: Policy;
  /** By the text of the checkpoint; the oldest first. */
  readonly #had = new Map<string, Map<string, Had>>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /**
   * Takes what a note bears by witnesses of the policy; their names in it. `at` gives the time of each, undefined where it does not count. Takes untrusted
   * notes.
   */
  take(note: string, at: (seconds: number) => number | undefined): string[] {
    const parsed = parseNote(note);
    if (parsed === undefined) return [];
    const found: string[] = [];
    for (const { name, key } of this.#policy.witnesses) {
      const cosignature = cosignatureBy(parsed, key);
      if (cosignature === undefined) continue;
      const when = at(cosignature.seconds);
      if (when === undefined) continue;
      this.add(parsed.text, name, { line: cosignature.line, at: when });
      found.push(name);
    }
    return found;
  }

  /** Keeps the later one of a witness. */
  add(text: string, witness: string, had: Had): void {
    const before = this.#had.get(text) ?? new Map<string, Had>();
    this.#had.set(text, before);
    if (had.at >= (before.get(witness)?.at ?? 0)) before.set(witness, had);
    for (const oldest of this.#had.keys()) {
      if (this.#had.size <= TEXTS_MAX) break;
      if (oldest !== text) this.#had.delete(oldest);
    }
  }

  lines(text: string): string[] {
    return [...(this.#had.get(text)?.values() ?? [])].map(({ line }) => line);
  }

  /** When the policy was last met for this checkpoint: the oldest cosignature of the newest that meet it. Undefined where they do not. */
  metAt(text: string): number | undefined {
    const newestFirst = [...(this.#had.get(text) ?? [])].sort(([, a], [, b]) => b.at - a.at);
    const cosigned = new Set<string>();
    for (const [witness, { at }] of newestFirst) {
      cosigned.add(witness);
      if (quorumMet(this.#policy, cosigned)) return at;
    }
    return undefined;
  }
}

/** The cosignature of this witness over this text in an answer; other keys are ignored. Takes untrusted answers. */
export function cosignatureIn(answer: string, text: string, witness: NoteVerifier): Cosignature | undefined {
  const parsed = parseNote(`${text}\n${answer}`);
  // An answer with an empty line in it would move the end of the text.
  return parsed?.text === text ? cosignatureBy(parsed, witness) : undefined;
}
