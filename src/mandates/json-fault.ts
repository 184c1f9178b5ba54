/** A token of JSON (RFC 8259) with the space before it: a mark, a string, or another value. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON holds none unescaped
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const SPACE = /[ \t\r\n]*/y;

/** What may come next. `first` also lets what was just opened close. */
type Wanted = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'more' | 'nothing';

/**
 * Where a text stops being JSON: an offset in it, or its length where it breaks off. Undefined where it is JSON. Said here because engines word
 * what `JSON.parse` throws each in their own way, and give no offset for most of it.
 * @param text attacker-controlled, of any depth
 */
export function jsonFaultAt(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  for (;;) {
    const start = after(SPACE, text, at);
    if (wanted === 'nothing') return start === text.length ? undefined : start;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null) return breaksOff(text, start) ? text.length : start;
    const next = follow(wanted, token, open);
    if (next === undefined) return start;
    wanted = next;
    at = TOKEN.lastIndex;
  }
}

function follow(wanted: Wanted, [, mark, string]: RegExpExecArray, open: ('{' | '[')[]): Wanted | undefined {
  const isValue = mark === undefined;
  if (wanted === 'colon') return mark === ':' ? 'value' : undefined;
  if (wanted === 'key' || wanted === 'first key') {
    if (string !== undefined) return 'colon';
    return wanted === 'first key' && mark === '}' ? closed(open) : undefined;
  }
  if (wanted === 'more') {
    const inside = open.at(-1);
    if (mark === ',') return inside === '{' ? 'key' : 'value';
    return mark === (inside === '{' ? '}' : ']') ? closed(open) : undefined;
  }
  if (isValue) return open.length === 0 ? 'nothing' : 'more';
  if (mark === ']' && wanted === 'first value') return closed(open);
  if (mark !== '{' && mark !== '[') return undefined;
  open.push(mark);
  return mark === '{' ? 'first key' : 'first value';
}

function closed(open: ('{' | '[')[]): Wanted {
  open.pop();
  return open.length === 0 ? 'nothing' : 'more';
}

/** Is what is left the beginning of a token that the end of the text cuts off? */
function breaksOff(text: string, start: number): boolean {
  const left = text.slice(start);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON holds none unescaped
  if (/^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*(?:\\(?:u[\da-fA-F]{0,3})?)?$/.test(left))
    return true;
  return ['true', 'false', 'null'].some((word) => word.startsWith(left));
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
}
