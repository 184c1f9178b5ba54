import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { canonicalJson, type Json } from '../../../../base/json.ts';
import type { Path } from '../../../../mandates/problem.ts';
import { readYaml } from '../../../../mandates/yaml-document.ts';
import type { Value } from '../../../../mandates/yaml-value.ts';
import { clauseLines } from '../reading/written-mandate.ts';
import { flowText } from './flow-text.ts';

/** One change of a form to the text. */
export type Edit =
  | { readonly do: 'set'; readonly path: Path; readonly value: Value }
  | { readonly do: 'remove'; readonly path: Path }
  | { readonly do: 'append'; readonly clause: { readonly [key: string]: Value } };

/** First and last line of a part, from 1. */
export type Lines = readonly [first: number, last: number];

/**
 * The text of a draft, which is the draft, and what forms need of it. A form changes only the place of the text that it is about: comments, order and
 * layout of all else stay as they were written.
 */
export class DraftText {
  readonly text: string;
  /** What is written; undefined where the text cannot be read as YAML, and forms have nothing to show. */
  readonly value: Value | undefined;
  readonly #lines = new LineCounter();
  readonly #root: unknown;

  constructor(text: string) {
    this.text = text;
    // First by the room's own reader, which bounds depth, aliases and size.
    const yaml = readYaml('draft', text);
    this.value = Array.isArray(yaml) ? undefined : yaml.value;
    this.#root =
      this.value === undefined ? undefined : parseDocument(text, { ...OPTIONS, lineCounter: this.#lines }).contents;
  }

  /** What is written at a path; undefined where nothing is. */
  at(path: Path): Value | undefined {
    return valueAt(this.value, path);
  }

  /** The lines of a part, or of the nearest part above it that is written. */
  linesOf(path: Path): Lines {
    let lines: Lines = [1, this.#lines.lineStarts.length];
    for (let depth = 1; depth <= path.length; depth++) {
      const span = this.#span(path.slice(0, depth));
      if (span !== undefined) lines = [this.#lineAt(span.start), this.#lineAt(Math.max(span.start, span.end - 1))];
    }
    return lines;
  }

  /** Where a line begins and ends in the text. */
  offsetsOf(line: number): readonly [from: number, until: number] {
    const from = this.text.split('\n', line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const end = this.text.indexOf('\n', from);
    return [from, end < 0 ? this.text.length : end];
  }

  /** The text with one change; undefined where the text is written so that a form cannot make it, as under an alias. */
  edited(edit: Edit): DraftText | undefined {
    if (this.value === undefined) return undefined;
    const wanted = canonical(changed(this.value, edit));
    for (const write of [() => this.#spliced(edit), () => this.#rewritten(edit)]) {
      const text = write();
      if (text === undefined) continue;
      const next = new DraftText(text);
      if (next.value !== undefined && canonical(next.value) === wanted) return next;
    }
    return undefined;
  }

  #spliced(edit: Edit): string | undefined {
    if (edit.do === 'append') return this.#appended(edit.clause);
    const span = this.#span(edit.path);
    if (edit.do === 'remove') {
      if (span === undefined) return undefined;
      const from = this.offsetsOf(this.#lineAt(span.start))[0];
      const until = this.offsetsOf(this.#lineAt(Math.max(span.start, span.end - 1)))[1];
      return this.text.slice(0, from) + this.text.slice(until + 1);
    }
    const node = nodeAt(this.#root, edit.path);
    return node?.range ? this.#replaced(node, node.range, edit.value) : this.#added(edit.path, edit.value);
  }

  /** Another value where one stands; a list in lines of its own stays one. */
  #replaced(node: Node, [from, end]: readonly [number, number, number], value: Value): string {
    const tail = this.text.slice(from, end).endsWith('\n') ? '\n' : '';
    if (isSeq(node) && node.flow !== true && Array.isArray(value) && value.length > 0) {
      const indent = ' '.repeat(Math.max(0, this.#lines.linePos(from).col - 1));
      const items = value.map((item) => `- ${flowText(item)}`).join(`\n${indent}`);
      return this.text.slice(0, from) + items + tail + this.text.slice(end);
    }
    const start = this.#valueStart(node);
    const gap = this.text[start - 1] === ':' ? ' ' : '';
    return this.text.slice(0, start) + gap + flowText(value) + tail + this.text.slice(end);
  }

  /** Where a value begins; of one that stands in lines of its own under its key, right behind that key. */
  #valueStart(node: Node): number {
    const start = node.range?.[0] ?? 0;
    if (!(isMap(node) || isSeq(node)) || node.flow === true) return start;
    const before = this.text.slice(0, start);
    return /:\s+$/.test(before) ? before.trimEnd().length : start;
  }

  /** A new key of a mapping that stands in lines, under its last one. */
  #added(path: Path, value: Value): string | undefined {
    const map = nodeAt(this.#root, path.slice(0, -1));
    const key = path.at(-1);
    const first = isMap(map) ? keyOf(map.items[0]) : undefined;
    if (!isMap(map) || map.flow === true || first?.range == null || typeof key !== 'string') return undefined;
    const { col } = this.#lines.linePos(first.range[0]);
    const last = this.#span([...path.slice(0, -1), String(keyOf(map.items.at(-1))?.toJSON() ?? '')]);
    if (last === undefined) return undefined;
    return this.#insertedUnder(last.end, [`${' '.repeat(col - 1)}${flowText(key)}: ${flowText(value)}`]);
  }

  #appended(clause: { readonly [key: string]: Value }): string | undefined {
    const list = nodeAt(this.#root, ['clauses']);
    const count = isSeq(list) ? list.items.length : 0;
    const first = this.#span(['clauses', 0]);
    const last = this.#span(['clauses', count - 1]);
    if (!isSeq(list) || list.flow === true || first === undefined || last === undefined) return undefined;
    const indent = ' '.repeat(Math.max(0, this.#lines.linePos(first.start).col - 3));
    return this.#insertedUnder(last.end, clauseLines(clause, indent));
  }

  #insertedUnder(end: number, lines: readonly string[]): string {
    const until = this.offsetsOf(this.#lineAt(Math.max(0, end - 1)))[1];
    return `${this.text.slice(0, until)}\n${lines.join('\n')}${this.text.slice(until) || '\n'}`;
  }

  /** The whole text written anew, where it is laid out so that one place of it cannot be changed alone; comments stay. */
  #rewritten(edit: Edit): string | undefined {
    // What stands under an alias is written elsewhere, and may be meant there.
    if (edit.do !== 'append' && nodeAt(this.#root, edit.path.slice(0, -1)) === undefined) return undefined;
    const document = parseDocument(this.text, OPTIONS);
    if (edit.do === 'remove') document.deleteIn(edit.path);
    else if (edit.do === 'set') document.setIn(edit.path, document.createNode(edit.value));
    else if (isSeq(document.get('clauses'))) document.addIn(['clauses'], document.createNode(edit.clause));
    else return undefined;
    return document.toString({ lineWidth: 0 });
  }

  /** Offsets of a part with its key: of the key's beginning and of the value's end. */
  #span(path: Path): { readonly start: number; readonly end: number } | undefined {
    const step = path.at(-1);
    const node = nodeAt(this.#root, path);
    if (!node?.range) return undefined;
    const [from, end] = node.range;
    const parent = nodeAt(this.#root, path.slice(0, -1));
    const key = isMap(parent) ? keyOf(parent.items.find((pair) => keyOf(pair)?.toJSON() === step)) : undefined;
    return { start: key?.range?.[0] ?? from, end };
  }

  #lineAt(offset: number): number {
    return Math.max(1, this.#lines.linePos(offset).line);
  }
}

const OPTIONS = { version: '1.2', schema: 'core', uniqueKeys: false, merge: false, logLevel: 'silent' } as const;

function valueAt(value: Value | undefined, path: Path): Value | undefined {
  let found = value;
  for (const step of path) {
    if (found === null || typeof found !== 'object') return undefined;
    if (Array.isArray(found)) found = typeof step === 'number' ? found[step] : undefined;
    else found = Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

function nodeAt(root: unknown, path: Path): Node | undefined {
  let node = root;
  for (const step of path) {
    if (isMap(node)) node = node.items.find((pair) => keyOf(pair)?.toJSON() === step)?.value;
    else if (isSeq(node)) node = typeof step === 'number' ? node.items[step] : undefined;
    else return undefined;
  }
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}

function keyOf(pair: Pair | YAMLMap['items'][number] | undefined) {
  return isScalar(pair?.key) ? pair.key : undefined;
}

/** The value that a change is to give. */
function changed(value: Value, edit: Edit): Value {
  const copy = structuredClone(value);
  const [path, last] = edit.do === 'append' ? [['clauses'], undefined] : [edit.path.slice(0, -1), edit.path.at(-1)];
  const parent = valueAt(copy, path);
  if (parent === null || typeof parent !== 'object') return copy;
  if (edit.do === 'append') {
    if (Array.isArray(parent)) parent.push({ ...edit.clause });
  } else if (Array.isArray(parent)) {
    if (edit.do === 'remove') parent.splice(Number(last), 1);
    else parent[Number(last)] = edit.value;
  } else if (edit.do === 'remove') delete parent[String(last)];
  else parent[String(last)] = edit.value;
  return copy;
}

function canonical(value: Value): string {
  return canonicalJson(value as Json);
}
