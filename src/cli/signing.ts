import { fromBase64url } from '../base/base64url.ts';
import { exerciseKey, type SigningKey, signingKey } from '../desk/keys.ts';
import { readBoundedFile } from '../scenarios/bounded-file.ts';
import { ActorId } from '../terms/act.ts';
import { CommandEnds, EXIT } from './command.ts';
import { wrongUsage } from './options.ts';
import type { RoomState } from './room-client.ts';

const SEED_BYTES = 32;
const KEY_FILE_BYTES_MAX = 4_096;

/**
 * The key with which a person signs: of a seed file, or in an exercise the worthless test key that everybody can compute.
 * @throws CommandEnds
 */
export async function keyFor(
  room: Pick<RoomState, 'mode' | 'scenario'>,
  actor: string,
  file: string | undefined,
): Promise<SigningKey> {
  if (!ActorId.safeParse(actor).success)
    throw wrongUsage(`\`--as\` is a person's id like \`it-duty-a\`, not \`${actor}\``);
  if (file !== undefined) return signingKey(await seedOfFile(file));
  if (room.mode === 'exercise') return exerciseKey(room.scenario, actor);
  throw wrongUsage('this room is live: `--key` names the file with your seed');
}

/**
 * A seed file holds 32 bytes: as base64, base64url or hexadecimal on one line, or as `seed` of a JSON object. Nothing of its content is ever
 * shown.
 */
export async function seedOfFile(file: string): Promise<Buffer> {
  const read = await readBoundedFile(file, KEY_FILE_BYTES_MAX, 'follow');
  if (read.state !== 'read') throw new CommandEnds(EXIT.unreadable, `the key file \`${file}\` cannot be read`);
  const text = read.bytes.toString('utf8').trim();
  const seed = text.startsWith('{') ? seedOfJson(text) : text;
  const bytes = seed === undefined ? undefined : seedOfText(seed);
  if (bytes?.length === SEED_BYTES) return bytes;
  throw new CommandEnds(
    EXIT.unreadable,
    `\`${file}\` is no key file: 32 bytes as base64 or hexadecimal on one line are wanted`,
  );
}

function seedOfText(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : fromBase64url(text);
}

function seedOfJson(text: string): string | undefined {
  try {
    const { seed } = JSON.parse(text) as { seed?: unknown };
    return typeof seed === 'string' ? seed : undefined;
  } catch {
    return undefined;
  }
}
