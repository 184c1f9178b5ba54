import { childrenOf, field, type Node, treeOf, withoutTypes } from './nodes.ts';

/** One small fault that could stand in a source. Offsets are those of the source with its types blanked, which are those of the source. */
export type Mutant = {
  /** Path below the root of the repository. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
};

type Change = Omit<Mutant, 'file'>;

/** Every mutant of one source, in the order of the text. Types and comments have none, nor what only words an error. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const text = withoutTypes(source);
  const changes: Change[] = [];
  const look = (node: Node, parents: readonly Node[]) => {
    if (isLeftOut(node, parents.at(-1))) return;
    changes.push(...changesOf(node, parents, text));
    const below = [...parents, node];
    for (const child of childrenOf(node)) look(child, below);
  };
  look(treeOf(text), []);
  const seen = new Set<string>();
  return changes
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .filter(({ start, end, replacement }) => {
      const key = `${start} ${end} ${replacement}`;
      return !seen.has(key) && seen.add(key) && text.slice(start, end) !== replacement;
    })
    .map((change) => ({ file, ...change }));
}

/** Names of calls whose texts are read by people who mend something, and by no program. */
const TELLS = /^(describe|meta|assert|unreachable)$/;
/** Calls that note a problem of a document: where, which rule, and then a message. */
const NOTES = /^#?(report|note|stop|problem)$/;

function isLeftOut(node: Node, parent: Node | undefined): boolean {
  if (node.type === 'ImportDeclaration' || node.type === 'ThrowStatement') return true;
  if (node.type === 'NewExpression' && /(Error|Bug)$/.test(nameOf(field(node, 'callee')))) return true;
  if (parent === undefined) return false;
  if (parent.type === 'CallExpression' && node !== parent['callee']) {
    const called = nameOf(field(parent, 'callee'));
    if (TELLS.test(called) && (called !== 'assert' || node !== list(parent, 'arguments')[0])) return true;
    return NOTES.test(called) && isText(node) && /\s/.test(String(node['value'] ?? ' '));
  }
  if (parent.type === 'Property' && node === parent['value'] && isText(node))
    return ['error', 'message'].includes(nameOf(field(parent, 'key')));
  return parent.type === 'VariableDeclarator' && isText(node) && nameOf(field(parent, 'id')) === 'message';
}

function changesOf(node: Node, parents: readonly Node[], text: string): Change[] {
  const write = new Writer(node, text);
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return ofOperator(node, parents.at(-1), write);
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return ofAssignment(node, write, text);
    case 'UnaryExpression':
      return '!-'.includes(String(node['operator'])) ? [write.whole(`(${write.of('argument')})`)] : [];
    case 'Literal':
    case 'TemplateLiteral':
      return ofLiteral(node, parents.at(-1), write);
    case 'IfStatement':
    case 'ConditionalExpression':
      return [write.part('test', 'true'), write.part('test', 'false')];
    case 'WhileStatement':
    case 'ForStatement':
      return node['test'] === null ? [] : [write.part('test', 'false')];
    case 'ExpressionStatement':
      return isCall(field(node, 'expression')) ? [write.whole(';')] : [];
    case 'ContinueStatement':
    case 'BreakStatement':
      return parents.at(-1)?.type === 'SwitchCase' ? [] : [write.whole(';')];
    case 'ReturnStatement':
      return node['argument'] === null ? [] : given(field(node, 'argument'), parents);
    case 'ArrowFunctionExpression':
      return node['expression'] === true ? given(field(node, 'body'), parents) : [];
    case 'SpreadElement':
      return parents.at(-1)?.type === 'ArrayExpression' ? [write.whole('...[]')] : [];
    case 'CallExpression':
      return [...ofMethod(node, write), ...ofOptional(node, write)];
    case 'MemberExpression':
      return ofOptional(node, write);
    default:
      return [];
  }
}

const SWAPPED: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '??': ['&&'],
};

/**
 * Of `a && b` each side alone: who sees both of them sees `a || b` too. For the same reason an equation that is all of a condition is left
 * to the condition, which becomes true and false.
 */
function ofOperator(node: Node, parent: Node | undefined, write: Writer): Change[] {
  const operator = String(node['operator']);
  const sides = [field(node, 'left'), field(node, 'right')];
  if (operator === '+' && sides.some(isText)) return [];
  if (/^[!=]==$/.test(operator) && node === parent?.['test']) return [];
  const swapped = (SWAPPED[operator] ?? []).map((other) =>
    write.whole(`((${write.of('left')}) ${other} (${write.of('right')}))`),
  );
  const alone = operator === '&&' || operator === '||' ? ['left', 'right'] : [];
  return [...swapped, ...alone.map((side) => write.whole(`(${write.of(side)})`))];
}

const ASSIGNED: Readonly<Record<string, string>> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '|=': '&=',
  '&=': '|=',
  '??=': '=',
  '++': '--',
  '--': '++',
};

function ofAssignment(node: Node, write: Writer, text: string): Change[] {
  const operator = String(node['operator']);
  const other = ASSIGNED[operator];
  if (other === undefined) return [];
  const right = field(node, 'right');
  if (operator === '+=' && isText(right)) return [];
  const from = node.type === 'UpdateExpression' ? node.start : field(node, 'left').end;
  const start = text.indexOf(operator, from);
  return [write.at(start, start + operator.length, other)];
}

function ofLiteral(node: Node, parent: Node | undefined, write: Writer): Change[] {
  const { value } = node;
  if (typeof value === 'boolean') return [write.whole(String(!value))];
  if (node['regex'] !== undefined) return ofPattern(String((node['regex'] as { pattern: string }).pattern), write);
  if (!isText(node) || isKey(node, parent) || isOfTypeof(parent)) return [];
  if (parent?.type === 'TaggedTemplateExpression') return [];
  return [write.whole(value === '' ? "'?'" : "''")];
}

/** Without an end that it is tied to, a pattern takes more than it should. */
function ofPattern(pattern: string, write: Writer): Change[] {
  return [
    ...(pattern.startsWith('^') ? [write.without('/^', '/')] : []),
    ...(pattern.endsWith('$') && !pattern.endsWith('\\$') ? [write.without('$/', '/')] : []),
  ];
}

const INSTEAD: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  floor: 'ceil',
  ceil: 'floor',
  toLowerCase: 'toUpperCase',
  toUpperCase: 'toLowerCase',
};
const LEFT_OUT = ['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice', 'trim', 'toWellFormed', 'flat'];

function ofMethod(node: Node, write: Writer): Change[] {
  const callee = field(node, 'callee');
  if (callee.type !== 'MemberExpression' || callee['computed'] === true) return [];
  const name = nameOf(callee);
  const property = field(callee, 'property');
  const other = INSTEAD[name];
  if (other !== undefined) return [write.at(property.start, property.end, other)];
  return LEFT_OUT.includes(name) ? [write.at(field(callee, 'object').end, node.end, '')] : [];
}

function ofOptional(node: Node, write: Writer): Change[] {
  if (node['optional'] !== true) return [];
  const before = field(node, node.type === 'CallExpression' ? 'callee' : 'object');
  return [write.firstAfter(before.end, '?.', node.type === 'MemberExpression' && node['computed'] !== true ? '.' : '')];
}

/** What a function gives, replaced by what its caller could get by mistake. */
function given(value: Node, parents: readonly Node[]): Change[] {
  const at = (replacement: string) => ({ start: value.start, end: value.end, replacement });
  if (value.type === 'ObjectExpression' && parents.length === 0) return [];
  if (isTruth(value)) return [at('true'), at('false')];
  if (value.type === 'ArrayExpression') return list(value, 'elements').length > 0 ? [at('[]')] : [];
  if (isCall(value) && /^(map|flatMap|filter|sort|toSorted)$/.test(nameOf(field(value, 'callee')))) return [at('[]')];
  if (isText(value) || typeof value['value'] === 'boolean' || nameOf(value) === 'undefined') return [];
  return [at('undefined')];
}

function isTruth(node: Node): boolean {
  if (node.type === 'UnaryExpression') return node['operator'] === '!';
  if (node.type === 'LogicalExpression')
    return node['operator'] !== '??' && isTruth(field(node, 'left')) && isTruth(field(node, 'right'));
  if (node.type === 'BinaryExpression') return /^([<>]=?|[!=]==|in|instanceof)$/.test(String(node['operator']));
  return isCall(node) && /^(some|every|has|hasOwn|includes|test|is[A-Z]\w*)$/.test(nameOf(field(node, 'callee')));
}

/** Writes changes of one node. */
class Writer {
  readonly #node: Node;
  readonly #text: string;

  constructor(node: Node, text: string) {
    this.#node = node;
    this.#text = text;
  }

  /** The text of a part as it stands. */
  of(name: string): string {
    const { start, end } = field(this.#node, name);
    return this.#text.slice(start, end);
  }

  whole(replacement: string): Change {
    return this.at(this.#node.start, this.#node.end, replacement);
  }

  part(name: string, replacement: string): Change {
    const { start, end } = field(this.#node, name);
    return this.at(start, end, replacement);
  }

  at(start: number, end: number, replacement: string): Change {
    return { start, end, replacement };
  }

  firstAfter(offset: number, what: string, replacement: string): Change {
    const start = this.#text.indexOf(what, offset);
    return this.at(start, start + what.length, replacement);
  }

  /** The node with the first, or for an end the last, of some letters replaced. */
  without(what: string, replacement: string): Change {
    const own = this.#text.slice(this.#node.start, this.#node.end);
    const at = what.startsWith('/') ? own.indexOf(what) : own.lastIndexOf(what);
    return this.whole(own.slice(0, at) + replacement + own.slice(at + what.length));
  }
}

function list(node: Node, name: string): readonly Node[] {
  return node[name] as readonly Node[];
}

/** The last name of what is called or read: `report` of `document.report`; empty where it has none. */
function nameOf(node: Node): string {
  if (node.type === 'MemberExpression') return nameOf(field(node, 'property'));
  if (node.type === 'PrivateIdentifier') return `#${String(node['name'])}`;
  return node.type === 'Identifier' ? String(node['name']) : '';
}

function isCall(node: Node): boolean {
  return node.type === 'CallExpression' || (node.type === 'AwaitExpression' && isCall(field(node, 'argument')));
}

function isText(node: Node | undefined): boolean {
  if (node === undefined) return false;
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string');
}

function isKey(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false;
  if (/^(Import|Export)/.test(parent.type) || node === parent['key']) return true;
  return parent.type === 'ExpressionStatement' || (parent.type === 'MemberExpression' && node === parent['property']);
}

function isOfTypeof(parent: Node | undefined): boolean {
  return (
    parent?.type === 'BinaryExpression' &&
    field(parent, 'left').type === 'UnaryExpression' &&
    field(parent, 'left')['operator'] === 'typeof'
  );
}
