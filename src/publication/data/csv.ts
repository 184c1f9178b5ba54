import { plainText } from '../html.ts';

/** What a spreadsheet takes for the beginning of a formula; such a cell gets an apostrophe before it (OWASP, "CSV injection"). */
const FORMULA_START = /^[=+\-@\t\r\n]/;

/** CSV as RFC 4180 has it: CRLF, every text quoted, numbers bare. Never a formula, whatever stands in the texts. */
export function csvText(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [heads, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = plainText(value);
  return `"${(FORMULA_START.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
