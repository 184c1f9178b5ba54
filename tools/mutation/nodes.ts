import { stripTypeScriptTypes } from 'node:module';
import { parseAst } from 'vite';

/** A node of a syntax tree (ESTree). Offsets are those of the source with its types blanked, which are those of the source. */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
};

/** What Node runs of a source: the types blanked, every other letter where it was. */
export function withoutTypes(source: string): string {
  return stripTypeScriptTypes(source);
}

/** The tree of a text without types. */
export function treeOf(text: string): Node {
  return parseAst(text) as unknown as Node;
}

/** Nodes directly below a node. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** A part of a node that its type always has. */
export function field(node: Node, name: string): Node {
  return node[name] as Node;
}
