/** A piece of HTML: what stands in it from outside was escaped when it was put in. */
export class Html {
  readonly text: string;
  /** @param text HTML that is known to be in order; everything else goes through {@link html} */
  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = Html | string | number | readonly Piece[];

/** HTML from a template: pieces of HTML stay, everything else is text and is escaped. The only way from text to HTML in this room. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = parts[0] ?? '';
  for (const [n, piece] of pieces.entries()) text += written(piece) + (parts[n + 1] ?? '');
  return new Html(text);
}

function written(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(written).join('');
  return escapeText(String(piece));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text as it may stand in an element or in a quoted attribute. What no reader should meet becomes `�`: controls, halves of surrogate
 * pairs, and the characters that turn the direction of writing, with which a promise could read differently from what was written.
 */
export function escapeText(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/** The same text without characters that hide, break or turn what is read; {@link escapeText} says which. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(/(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\uFFFE\uFFFF\u2028\u2029]/gu, '\uFFFD');
}
