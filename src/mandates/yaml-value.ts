import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { JSON_DEPTH_MAX } from '../base/json.ts';
import { LIMITS } from '../base/limits.ts';
import { quoted } from './problem.ts';

/** What a document holds, as plain values. Objects have no prototype, so that `__proto__` is a key like any other. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** Offsets in the text of a value, of the key it stands under, and of its parts. */
export type Starts = { offset: number; keyOffset?: number; parts?: Map<string | number, Starts> };

type Note = (offset: number, rule: string, message: string) => void;
type Built = { readonly value: Value; readonly starts: Starts };

/** Values that one document may hold, aliases counted each time they are used. */
const VALUES_MAX = 400_000;

/** The plain value of a parsed document and where its parts start; what is refused is noted, and null stands in its place. */
export function valueOfYaml(contents: unknown, note: Note): Built {
  return new Builder(note).build(contents, 0);
}

class Builder {
  readonly #note: Note;
  readonly #anchors = new Map<string, Node>();
  readonly #resolved = new Map<Alias, Node>();
  readonly #open = new Set<Node>();
  #aliases = 0;
  /** Above 0 while the target of an alias is built again: its own anchors, and what is wrong in it, were noted the first time. */
  #expanding = 0;
  #values = 0;
  #stopped = false;

  constructor(note: Note) {
    this.#note = note;
  }

  build(node: unknown, depth: number): Built {
    const offset = offsetOf(node);
    this.#values++;
    if (this.#values > VALUES_MAX) this.#stop(offset, 'too-many-values', `more than ${VALUES_MAX} values`);
    if (depth > JSON_DEPTH_MAX) this.#stop(offset, 'too-deep', `nested deeper than ${JSON_DEPTH_MAX}`);
    if (this.#stopped) return { value: null, starts: { offset } };
    if (isAlias(node)) return this.#alias(node, depth, offset);
    // Where nothing is written, there is no node.
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return { value: null, starts: { offset } };
    if (node.tag !== undefined) this.#problem(offset, 'tag', `a tag ${quoted(node.tag)} is not allowed here`);
    if (node.anchor !== undefined && this.#expanding === 0) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return { value: this.#scalar(node, offset), starts: { offset } };
    this.#open.add(node);
    const built = isMap(node) ? this.#map(node, depth, offset) : this.#list(node, depth, offset);
    this.#open.delete(node);
    return built;
  }

  #alias(alias: Alias, depth: number, offset: number): Built {
    const nothing = { value: null, starts: { offset } };
    this.#aliases++;
    if (this.#aliases > LIMITS.documentAliases) {
      this.#stop(offset, 'too-many-aliases', `more than ${LIMITS.documentAliases} uses of aliases`);
      return nothing;
    }
    const node = this.#resolved.get(alias) ?? this.#anchors.get(alias.source);
    if (node === undefined) {
      this.#problem(offset, 'alias', `no anchor ${quoted(alias.source)} comes before this alias`);
      return nothing;
    }
    if (this.#open.has(node)) {
      this.#stop(offset, 'alias-cycle', `the alias ${quoted(alias.source)} holds itself`);
      return nothing;
    }
    this.#resolved.set(alias, node);
    this.#expanding++;
    const { value } = this.build(node, depth);
    this.#expanding--;
    // Problems inside are shown where the alias stands: that is what the reader of the document has to change.
    return { value, starts: { offset } };
  }

  #scalar(node: Scalar, offset: number): Value {
    const value = node.value;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (Number.isFinite(value)) return value as number;
    this.#problem(offset, 'number', `${quoted(String(value))} is no number that can be used here`);
    return null;
  }

  #list(node: YAMLSeq, depth: number, offset: number): Built {
    const parts = new Map<string | number, Starts>();
    const value: Value[] = [];
    for (const [position, item] of node.items.entries()) {
      const built = this.build(item, depth + 1);
      value.push(built.value);
      parts.set(position, built.starts);
    }
    return { value, starts: { offset, parts } };
  }

  #map(node: YAMLMap, depth: number, offset: number): Built {
    const parts = new Map<string | number, Starts>();
    const value: { [key: string]: Value } = Object.create(null);
    for (const pair of node.items) {
      if (this.#stopped) break;
      const keyOffset = offsetOf(pair.key) || offset;
      const key = isScalar(pair.key) && pair.key.tag === undefined ? pair.key.value : undefined;
      if (typeof key !== 'string') {
        this.#problem(keyOffset, 'key-not-text', 'a key must be plain text');
        continue;
      }
      if (key === '__proto__') this.#problem(keyOffset, 'unknown-key', 'the key `__proto__` is not allowed');
      if (key === '<<') {
        this.#problem(keyOffset, 'merge-key', 'a merge key `<<` is not allowed: write out what it stands for');
      }
      if (parts.has(key)) this.#problem(keyOffset, 'duplicate-key', `the key ${quoted(key)} is written twice`);
      const built = this.build(pair.value, depth + 1);
      value[key] = built.value;
      parts.set(key, { ...built.starts, offset: built.starts.offset || keyOffset, keyOffset });
    }
    return { value, starts: { offset, parts } };
  }

  #problem(offset: number, rule: string, message: string): void {
    if (this.#expanding === 0) this.#note(offset, rule, message);
  }

  #stop(offset: number, rule: string, message: string): void {
    if (!this.#stopped) this.#note(offset, rule, message);
    this.#stopped = true;
  }
}

function offsetOf(node: unknown): number {
  const range = (node as { range?: readonly [number, number, number] | null } | null | undefined)?.range;
  return range?.[0] ?? 0;
}
