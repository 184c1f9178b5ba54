import { nearestWord } from '../../base/nearest.ts';
import type { CommandEnds } from '../command.ts';
import { wrongUsage } from '../options.ts';

/** Words of an axis that are listed where none is near. */
const LISTED_MAX = 30;
/** Words that are offered because the given one stands in them, which has to be long enough to say something. */
const HOLDING_MAX = 6;
const HOLDING_LETTERS_MIN = 3;

/** Ends a command for a word that its axis does not have, and offers what may be meant. */
export function unknownWord(axis: string, word: string, known: readonly string[]): CommandEnds {
  const isActivity = axis === 'activity';
  // What the event has of its own comes first; kinds of acts, which have a dot, are the same in every one.
  const isKind = (one: string) => isActivity && one.includes('.');
  const ordered = [...known.filter((one) => !isKind(one)), ...known.filter(isKind)];
  return wrongUsage(`unknown word \`${word}\` of \`${axis}\`${offered(word, ordered, isActivity)}`);
}

/** The same for an axis that there is not. */
export function unknownAxis(axis: string, known: readonly string[]): CommandEnds {
  return wrongUsage(`there is no axis \`${axis}\`${offered(axis, known, false)}`);
}

/** The nearest word, and of activities those that hold it; all that there are, where nothing is near. */
function offered(word: string, known: readonly string[], isHeld: boolean): string {
  const near = nearestWord(word, known);
  const holds = (one: string) => word.length >= HOLDING_LETTERS_MIN && one.includes(word) && one !== near;
  const holding = isHeld ? known.filter(holds).slice(0, HOLDING_MAX) : [];
  const meant = [...(near === undefined ? [] : [near]), ...holding];
  if (meant.length > 0) return `; did you mean ${listed(meant)}?`;
  const more = known.length - LISTED_MAX;
  return `; there are ${listed(known.slice(0, LISTED_MAX))}${more > 0 ? ` and ${more} more` : ''}`;
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
