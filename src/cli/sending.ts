import { randomBytes } from 'node:crypto';
import type { SignedAct } from '../terms/act.ts';
import { EXIT, type Io } from './command.ts';
import { answerText } from './plain-text.ts';
import type { RoomClient } from './room-client.ts';

/** An id that no other act has. */
export function newActId(): string {
  return `cli-${randomBytes(10).toString('hex')}`;
}

/** Sends a signed act and says what came of it, with what the clauses say where `words` knows them; gives the exit code. */
export async function report(
  client: RoomClient,
  signed: SignedAct,
  asJson: boolean,
  { out, err }: Io,
  words: ReadonlyMap<string, string> = new Map(),
): Promise<number> {
  const answer = await client.submit(signed);
  if ('turnedAway' in answer) {
    if (asJson) out(`${JSON.stringify({ refused: answer.turnedAway, message: answer.message })}\n`);
    err(`remit: turned away, nothing was recorded (${answer.turnedAway}): ${answer.message}\n`);
    return EXIT.turnedAway;
  }
  out(asJson ? `${JSON.stringify(answer)}\n` : answerText(answer, words));
  return EXIT.done;
}
