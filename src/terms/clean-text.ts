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
  /(?:^|\s|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])(?:[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])|(?<!\p{Script=Han})[\u{E0100}-\u{E01EF}]/u;

/** Most texts and all ids are of these alone, and need no closer look. */
const PLAIN = /^[\t\n -~]*$/;

/** Why a text is not taken, or undefined: it does not read as it was written, or not all of it is there to be seen. */
export function faultOfText(text: string): TextFault | undefined {
  if (PLAIN.test(text)) return undefined;
  if (!isReadable(text)) return UNREADABLE_FAULT;
  return isVisible(text) ? undefined : INVISIBLE_FAULT;
}

type TextFault = typeof UNREADABLE_FAULT | typeof INVISIBLE_FAULT;
export const UNREADABLE_FAULT = 'holds control or direction characters';
export const INVISIBLE_FAULT = 'holds invisible characters';

/** Does a text read as it was written? False with control characters, characters that turn the direction of writing, and half characters. */
function isReadable(text: string): boolean {
  return text.isWellFormed() && !UNREADABLE.test(text);
}

/** Is all of a text there to be seen? False with separators and invisible characters; emoji and their parts are seen. */
function isVisible(text: string): boolean {
  return ![SEPARATING, INVISIBLE, STRAY_JOINER, STRAY_SELECTOR].some((hidden) => hidden.test(text));
}
