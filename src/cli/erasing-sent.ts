import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../base/clock.ts';
import type { SignedAct } from '../terms/act.ts';
import { NoAnswerYet } from './command.ts';
import type { readingTo } from './erasing-text.ts';
import type { Reader, RoomClient } from './room-client.ts';

const LOOK_MS = SECOND / 2;

type Waits = { readonly tell: ReturnType<typeof readingTo>; readonly signal: AbortSignal };

/**
 * Sends the act in and waits for its answer, however long the room reads its ledger through for it, and says how far that is. The same act is sent again for as
 * long as it reads: it is decided once.
 */
export async function answered(
  client: Pick<RoomClient, 'log' | 'state' | 'submit'>,
  reader: Reader,
  signed: SignedAct,
  { tell, signal }: Waits,
) {
  for (;;) {
    const sent = { isAnswered: false };
    const answer = client.submit(signed).finally(() => {
      sent.isAnswered = true;
    });
    // Where it fails, that is told below.
    answer.catch(() => {});
    let isReading = false;
    while (!sent.isAnswered && !signal.aborted) {
      await Promise.race([answer.catch(() => {}), pause(LOOK_MS, undefined, { signal }).catch(() => {})]);
      if (sent.isAnswered || signal.aborted) break;
      const room = await client.state().catch(() => undefined);
      const page = room && (await client.log(reader, room, { limit: 1 }).catch(() => undefined));
      isReading = page?.readThrough !== undefined && page.readThrough !== null;
      tell(page?.readThrough);
    }
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof NoAnswerYet) || !isReading) throw error;
    }
  }
}
