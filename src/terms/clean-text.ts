/** Lone surrogates, controls but tab and line feed, and what turns the direction of writing: a line could read differently from what was signed. */
const UNREADABLE = /(?![\t\n])\p{Cc}|\p{Bidi_Control}/u;
/** Line and paragraph separators, and marks that annotate: to some programs a new line, to others nothing. */
const SEPARATING = /[\u2028\u2029\uFFF9-\uFFFB]/u;
/** What no screen shows (Unicode, Default_Ignorable_Code_Point; tag characters among them): words could hide in it. Flags made of tags go with them. */
const INVISIBLE = /(?!\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])\p{Default_Ignorable_Code_Point}/u;

/**
 * Joiners (U+200C, U+200D) where they belong to what is written: between the parts of an emoji, and behind a letter of Arabic script or a vowel sign of
 * the Indic ones. Anywhere else they make two words that look the same and are not.
 */
const STRAY_JOINER =
  /(?<!\p{Script=Arabic}|(?!\p{Script=Inherited})\p{M}|\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})(?:\u200C|\u200D)|(?:\u200C|\u200D)(?!\p{L}|\p{M}|\p{Extended_Pictographic})/u;
/** Variation selectors choose how the sign before them looks, one each; those of U+E0100 on exist for Chinese characters only. More of them in a row are hidden text. */
const STRAY_SELECTOR =
  /(?:^|\s|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])(?:[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])|(?<!\p{Script=Han})[\u{E0100}-\u{E01EF}]|(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])[\uFE00-\uFE0F]/u;
/** What no font draws as anybody else’s does: no characters at all, those of somebody’s own making, and what stands for an object that is not there. */
const UNDRAWN = /\p{Noncharacter_Code_Point}|\p{Co}|\uFFFC/u;
/** Signs over signs: so many on one letter cover the lines around it. No script writes half as many. */
const HEAPED = /\p{M}{12}/u;

/** Something to be seen: a letter, digit or sign that leaves ink. The others of these kinds are empty by design (Braille, Egyptian, musical). */
const INK = /(?![\u2800\u{13441}\u{13442}\u{1D159}]|\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/** Most texts and all ids are of these alone, and need no closer look. */
const PLAIN = /^[\t\n -~]*$/;

/** Why a text is not taken, or undefined: it does not read as it was written, or not all of it is there to be seen. */
export function faultOfText(text: string): TextFault | undefined {
  if (PLAIN.test(text)) return undefined;
  if (!isReadable(text)) return UNREADABLE_FAULT;
  return isVisible(text) ? undefined : INVISIBLE_FAULT;
}

/** Does a text show anything, in whatever script? False with spaces, marks that stand on nothing and empty signs alone. */
export function isBlank(text: string): boolean {
  return !INK.test(text);
}

type TextFault = typeof UNREADABLE_FAULT | typeof INVISIBLE_FAULT;
export const BLANK_FAULT = 'shows nothing';
export const UNREADABLE_FAULT = 'holds control or direction characters';
export const INVISIBLE_FAULT = 'holds invisible characters';

/** Does a text read as it was written? False with control characters, characters that turn the direction of writing, and half characters. */
function isReadable(text: string): boolean {
  return text.isWellFormed() && !UNREADABLE.test(text);
}

/** Is all of a text there to be seen? False with separators, invisible characters and heaps of marks; emoji and their parts are seen. */
function isVisible(text: string): boolean {
  return ![SEPARATING, INVISIBLE, STRAY_JOINER, STRAY_SELECTOR, UNDRAWN, HEAPED].some((hidden) => hidden.test(text));
}
