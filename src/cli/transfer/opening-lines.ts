import * as z from 'zod';
import { fromBase64url } from '../../base/base64url.ts';
import type { Opening } from '../../ledger/store/port.ts';
import { TransferRefused } from './refused.ts';

const Line = z.strictObject({
  index: z.int().min(0),
  groups: z
    .array(
      z.strictObject({
        box: z.string(),
        group: z.enum(['decision', 'person']),
        key: z.string().max(100),
        nonce: z.string().max(16),
      }),
    )
    .max(2),
});

/** The openings in the lines of one tile's file, a line for each entry. Takes untrusted bytes. @throws TransferRefused */
export function openingsOf(lines: Buffer, first: number, width: number, path: string): Opening[] {
  const texts = lines.toString('utf8').split('\n');
  if (texts.length !== width + 1 || texts.at(-1) !== '')
    throw new TransferRefused(`\`${path}\` does not have ${width} lines`);
  return texts.slice(0, -1).flatMap((text, k) => {
    const index = first + k;
    const line = Line.safeParse(parseJson(text));
    if (!line.success || line.data.index !== index)
      throw new TransferRefused(`line ${k + 1} of \`${path}\` is not the opening of entry ${index}`);
    return line.data.groups.map(({ group, key, nonce, box }): Opening => {
      const bytes = { nonce: fromBase64url(nonce), box: fromBase64url(box) };
      if (bytes.nonce === undefined || bytes.box === undefined) {
        throw new TransferRefused(`line ${k + 1} of \`${path}\` is no base64url`);
      }
      return { index, group, key, nonce: bytes.nonce, box: bytes.box };
    });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
