import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { OPERATOR } from '../../terms/act-kinds.ts';
import { Eraser, type EraserPorts } from '../eraser.ts';
import type { DeskRoom } from './desk-room.ts';

/** What finishes erasures in a desk room; its operator signs. */
export function eraserOf(room: DeskRoom, changed: Partial<EraserPorts> = {}): Eraser {
  return new Eraser({
    state: room.state,
    store: room.store,
    keys: room.keys,
    epoch: room.epoch,
    ledger: room.origin,
    random: randomBytes,
    settled: () => room.door.settled(),
    followed: async () => {},
    async finish(erasure, left) {
      const detail = { erasure, left: [...left] };
      const answer = await room.send({
        by: OPERATOR,
        kind: 'erasure.finish',
        desk: null,
        detail,
        id: `finish-${erasure.toLowerCase()}`,
      });
      assert('outcome' in answer && answer.outcome === 'permitted', JSON.stringify(answer));
    },
    ...changed,
  });
}
