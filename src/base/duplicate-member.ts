/** Where a scan is inside of one object or array. */
type Level = {
  /** Names of the object so far; undefined in an array. */
  readonly names: Set<string> | undefined;
  /** The member or item that is being read. */
  at: string | number;
  wantsName: boolean;
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const ARRAY_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/**
 * The path of the first member that its object names twice, or undefined. A parser keeps one of the two and another parser the other, so that such a text
 * says different things to different readers (RFC 8259 §4). Names are compared as they read, not as they are spelt.
 * @param text what `JSON.parse` takes (attacker-controlled); of anything else the answer means nothing. Nesting costs no stack
 */
export function duplicateMember(text: string): readonly (string | number)[] | undefined {
  const open: Level[] = [];
  let level: Level | undefined;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (level?.wantsName === true) {
          const name = nameIn(text, at, end);
          level.at = name;
          level.wantsName = false;
          if (level.names?.has(name) === true) return open.map((one) => one.at);
          level.names?.add(name);
        }
        at = end;
        break;
      }
      case OBJECT:
        level = { names: new Set(), at: '', wantsName: true };
        open.push(level);
        break;
      case ARRAY:
        level = { names: undefined, at: 0, wantsName: false };
        open.push(level);
        break;
      case OBJECT_END:
      case ARRAY_END:
        open.pop();
        level = open.at(-1);
        break;
      case COMMA:
        if (typeof level?.at === 'number') level.at += 1;
        else if (level !== undefined) level.wantsName = true;
        break;
    }
  }
  return undefined;
}

/** Where the string that begins at `start` has its closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const end = text.indexOf('"', at);
    if (end < 0) return text.length;
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
    at = end;
  }
}

function nameIn(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end);
  return written.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : written;
}
