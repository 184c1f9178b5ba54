import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { SignedAct } from '../terms/act.ts';
import type { Answer } from '../terms/answer.ts';
import { CommandEnds, EXIT, NoAnswerYet } from './command.ts';
import { answered } from './erasing-sent.ts';
import { readingTo } from './erasing-text.ts';
import type { LogPage, Reader, RoomClient, RoomState } from './room-client.ts';

const SIGNED = {} as SignedAct;
const READER = {} as Reader;
const ANSWER = { outcome: 'permitted' } as Answer;

/** A room that answers the act only the last time it is sent, each time after a while. */
function roomThat({ submit, readThrough }: { submit: () => Promise<Answer>; readThrough: LogPage['readThrough'] }) {
  const page = { rows: [], position: null, desk: null, readThrough } as LogPage;
  const client: Pick<RoomClient, 'log' | 'state' | 'submit'> = {
    submit,
    state: async () => ({}) as RoomState,
    log: async () => page,
  };
  return client;
}

function waits() {
  const said: string[] = [];
  const tell = readingTo({ err: (text) => said.push(text) });
  return { said, waits: { tell, signal: new AbortController().signal } };
}

test('the same act is sent again for as long as the room reads its ledger through, and how far that is, is said', async () => {
  let sent = 0;
  const submit = async () => {
    sent += 1;
    await pause(700);
    if (sent < 3) throw new NoAnswerYet(EXIT.failed, 'no room answers: it took too long');
    return ANSWER;
  };
  const { said, waits: given } = waits();
  const client = roomThat({ submit, readThrough: { read: 350_000, of: 1_000_000 } });
  assert.equal(await answered(client, READER, SIGNED, given), ANSWER);
  assert.equal(sent, 3);
  assert.deepEqual(said, ['remit: the room has read through 350,000 of 1,000,000 entries\n']);
});

test('where the room reads nothing, or it fails otherwise, nothing is sent again', async () => {
  for (const [error, readThrough] of [
    [new NoAnswerYet(EXIT.failed, 'too long'), null],
    [new NoAnswerYet(EXIT.failed, 'too long'), undefined],
    [new CommandEnds(EXIT.failed, 'no room answers'), { read: 1, of: 2 }],
  ] as const) {
    let sent = 0;
    const submit = async () => {
      sent += 1;
      await pause(600);
      throw error;
    };
    const client = roomThat({ submit, readThrough });
    await assert.rejects(answered(client, READER, SIGNED, waits().waits), error);
    assert.equal(sent, 1);
  }
});
