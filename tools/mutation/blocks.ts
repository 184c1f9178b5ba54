import { childrenOf, field, type Node, treeOf } from './nodes.ts';

/** A part of a source that runs as a whole or not at all, but for what leaves it early. */
export type Block = { readonly start: number; readonly end: number };

/** A source that notes which of its blocks ran. */
export type Marked = { readonly text: string; readonly blocks: readonly Block[] };

type Insert = { readonly at: number; readonly text: string; readonly closes: boolean };

/**
 * Writes a note into every block: bodies of functions, branches, and right sides that are not always looked at.
 * @param note an expression that notes the block of a number
 */
export function marked(text: string, note: (block: number) => string): Marked {
  const blocks: Block[] = [];
  const inserts: Insert[] = [];
  const around = ({ start, end }: Block, before: (note: string) => string, after: string) => {
    const before_ = before(note(blocks.length));
    blocks.push({ start, end });
    inserts.push({ at: start, text: before_, closes: false }, { at: end, text: after, closes: true });
  };
  const expression = (node: Node) => around(node, (noted) => `(${noted},(`, '))');
  const statement = (node: Node | null) => {
    if (node === null || node.type === 'BlockStatement') return;
    around(node, (noted) => `{${noted};`, '}');
  };
  const look = (node: Node) => {
    switch (node.type) {
      case 'BlockStatement':
        around({ start: node.start + 1, end: node.end }, (noted) => `${noted};`, '');
        break;
      case 'ArrowFunctionExpression':
        if (node['expression'] === true) expression(field(node, 'body'));
        break;
      case 'ConditionalExpression':
        expression(field(node, 'consequent'));
        expression(field(node, 'alternate'));
        break;
      case 'LogicalExpression':
        expression(field(node, 'right'));
        break;
      case 'IfStatement':
        statement(field(node, 'consequent'));
        statement(node['alternate'] as Node | null);
        break;
      case 'WhileStatement':
      case 'ForStatement':
      case 'ForOfStatement':
        statement(field(node, 'body'));
        break;
      case 'SwitchCase': {
        const [first] = node['consequent'] as readonly Node[];
        if (first !== undefined) around({ start: first.start, end: node.end }, (noted) => `${noted};`, '');
        break;
      }
    }
    for (const child of childrenOf(node)) look(child);
  };
  look(treeOf(text));
  return { text: inserted(text, inserts), blocks };
}

/** What opens is written outermost first, as it was noted; what closes the other way round, and before what opens at the same place. */
function inserted(text: string, inserts: readonly Insert[]): string {
  const opens = inserts.filter(({ closes }) => !closes);
  const ends = inserts.filter(({ closes }) => closes).reverse();
  const sorted = [...ends, ...opens].sort((a, b) => a.at - b.at);
  let [out, from] = ['', 0];
  for (const { at, text: added } of sorted) {
    out += text.slice(from, at) + added;
    from = at;
  }
  return out + text.slice(from);
}

/** The number of the smallest block around an offset; undefined for what runs as the module is loaded. */
export function blockAround(offset: number, blocks: readonly Block[]): number | undefined {
  let smallest: number | undefined;
  let size = Number.POSITIVE_INFINITY;
  for (const [n, { start, end }] of blocks.entries()) {
    if (start > offset || offset >= end || end - start >= size) continue;
    smallest = n;
    size = end - start;
  }
  return smallest;
}
