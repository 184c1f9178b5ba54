import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** Does not wait for the writer of a pipe. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** An ordinary file that somebody else wrote: its bytes, or why not. What its size says is not believed. */
export type BoundedFile =
  | { readonly state: 'read'; readonly bytes: Buffer }
  | { readonly state: 'too-large' | 'no-file' | 'missing' | 'unreadable' };

/**
 * Reads at most `bytesMax` bytes of the ordinary file at `place`. Throws nothing for what lies there.
 * @param links `follow` where the caller has made sure of where the name leads
 */
export async function readBoundedFile(
  place: string,
  bytesMax: number,
  links: 'follow' | 'refuse',
): Promise<BoundedFile> {
  try {
    const flags = links === 'follow' ? READ : READ | (constants.O_NOFOLLOW ?? 0);
    await using handle = await open(place, flags);
    const status = await handle.stat();
    if (!status.isFile()) return { state: 'no-file' };
    if (status.size > bytesMax) return { state: 'too-large' };
    const bytes = await readUpTo(handle, Math.min(bytesMax, status.size) + 1);
    return bytes.length > bytesMax ? { state: 'too-large' } : { state: 'read', bytes };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
    return { state: code === 'ELOOP' || code === 'EISDIR' ? 'no-file' : 'unreadable' };
  }
}

async function readUpTo(handle: FileHandle, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
