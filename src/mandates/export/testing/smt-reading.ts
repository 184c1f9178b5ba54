import assert from 'node:assert/strict';

/** What a term is of: a Boolean, a whole number, or the constructor of an enumerated datatype by its symbol. */
type Value = boolean | number | string;
type Expression = string | readonly Expression[];

/** The value of each constant that a script declares. */
export type SmtAct = ReadonlyMap<string, Value>;

/**
 * Reads a script as a solver would, as much of SMT-LIB as claims are written in: gives whether all that is asserted holds of an act. Shares no code
 * with what writes scripts. Fails where a script names what it has not declared, declares a name twice, or compares values of two sorts.
 */
export function readSmt(script: string): (act: SmtAct) => boolean {
  const commands = commandsOf(script);
  return (act) => holdsOf(commands, act);
}

function holdsOf(commands: readonly (readonly Expression[])[], act: SmtAct): boolean {
  const sorts = new Map<string, string>();
  const values = new Map<string, Value>();
  const define = (name: Expression | undefined, sort: Expression | undefined, value: Value) => {
    assert(typeof name === 'string' && typeof sort === 'string' && !values.has(name), `${name} is one name`);
    assert.equal(sortOf(value), sort, `${name} is of its sort`);
    values.set(name, value);
  };
  const sortOf = (value: Value) => {
    if (typeof value === 'string') return sorts.get(value);
    return typeof value === 'boolean' ? 'Bool' : 'Int';
  };
  const meant = (term: Expression): Value => {
    if (typeof term === 'string') return symbolValue(term);
    const [operator, ...operands] = term;
    if (operator === 'ite') {
      const [condition, then = '', otherwise = ''] = operands;
      return truth(condition) ? meant(then) : meant(otherwise);
    }
    if (operator === 'not' || operator === '=>' || operator === 'and' || operator === 'or') {
      const truths = operands.map(truth);
      if (operator === 'not') return !truths[0];
      if (operator === '=>') return !truths[0] || truths[1] === true;
      return operator === 'and' ? truths.every((one) => one) : truths.some((one) => one);
    }
    const [left = 0, right] = operands.map(meant);
    if (operator === '=') {
      assert(right !== undefined && sortOf(left) === sortOf(right) && sortOf(left) !== undefined, JSON.stringify(term));
      return left === right;
    }
    assert(typeof left === 'number', `a number: ${JSON.stringify(term)}`);
    if (operator === '-' && right === undefined) return -left;
    assert(typeof right === 'number' && (operator === '<' || operator === '<='), JSON.stringify(term));
    return operator === '<' ? left < right : left <= right;
  };
  const symbolValue = (text: string): Value => {
    const value = /^\d+$/.test(text) ? Number(text) : values.get(text);
    assert(value !== undefined, `${text} is declared`);
    return value;
  };
  const truth = (term: Expression | undefined): boolean => {
    const value = meant(term ?? []);
    assert(typeof value === 'boolean', JSON.stringify(term));
    return value;
  };
  values.set('true', true);
  values.set('false', false);
  let holds = true;
  let asked = 0;
  for (const [command, first, second, third, fourth] of commands) {
    if (command === 'declare-datatypes') {
      const sort = String(first?.[0]?.[0]);
      for (const [made] of second?.[0] ?? []) {
        sorts.set(String(made), sort);
        define(made, sort, String(made));
      }
    } else if (command === 'declare-const') {
      const value = act.get(String(first));
      assert(value !== undefined, `the act says what ${first} is`);
      define(first, second, value);
    } else if (command === 'define-fun') {
      assert.deepEqual(second, []);
      define(first, third, meant(fourth ?? []));
    } else if (command === 'assert') {
      if (!truth(first)) holds = false;
    } else if (command === 'check-sat') {
      asked++;
    } else {
      assert(command === 'set-option' || command === 'set-logic', String(command));
    }
  }
  assert.equal(asked, 1, 'is asked once');
  return holds;
}

function commandsOf(script: string): readonly (readonly Expression[])[] {
  const open: Expression[][] = [[]];
  for (const [token] of script.matchAll(/;[^\n]*|\|[^|]*\||[()]|[^\s()|;]+/g)) {
    if (token.startsWith(';')) continue;
    if (token === '(') open.push([]);
    else if (token === ')') {
      const closed = open.pop();
      assert(closed !== undefined && open.length > 0, 'nothing is closed that was not opened');
      open.at(-1)?.push(closed);
    } else open.at(-1)?.push(token);
  }
  assert.equal(open.length, 1, 'all that is opened is closed');
  return (open[0] ?? []).map((one) => {
    assert(typeof one !== 'string', 'a script is a list of commands');
    return one;
  });
}
