import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '../base/clock.ts';
import { seededRandom } from '../base/seeded-random.ts';
import { askOverHttp } from '../server/witness-transport.ts';
import { serveWitness } from '../witness/server.ts';
import { Witness } from '../witness/witness.ts';
import { cosign, cosignatureBy } from './cosignature.ts';
import { MemoryFiles } from './files/memory.ts';
import { encodeVkey, parseNote, parseVkey, publicKeyOf, signNote } from './note.ts';
import {
  type Handler,
  type LedgerRoom,
  type NamedWitness,
  roomWithLedger,
  serving,
  until,
  witnessingOf,
} from './testing/witnessed-room.ts';
import { bringAnswer, takeAnswers } from './witness-answers.ts';
import { encodeWitnessRequest, parseWitnessRequest } from './witness-request.ts';

const SEED = Buffer.alloc(32, 40);
const LIAR = { name: 'liar.example/w', seed: SEED };
const LIAR_KEY = { name: LIAR.name, publicKey: publicKeyOf(SEED) };

type Running = NamedWitness & { readonly witness: Witness; readonly close: () => Promise<void> };

/** A true witness behind a socket, which trusts this room. */
async function trueWitness(
  room: Pick<LedgerRoom, 'vkey'>,
  name: string,
  seed = 50,
  clock: Pick<typeof systemClock, 'wallNow'> = systemClock,
): Promise<Running> {
  const place = { files: new MemoryFiles(), clock };
  const witness = await Witness.create({ ...place, name: `${name}.example/w`, random: seededRandom(seed).bytes });
  await witness.trust(room.vkey);
  const answer = (body: Uint8Array) => witness.answer(body);
  const failed = (error: unknown) => assert.fail(String(error));
  const server = await serveWitness({ answer, port: 0, host: '127.0.0.1', failed });
  return { name, vkey: witness.vkey, url: `http://127.0.0.1:${server.port}/`, witness, close: server.close };
}

async function fakeWitness(handler: Handler): Promise<NamedWitness & { readonly close: () => Promise<void> }> {
  const { url, close } = await serving(handler);
  return { name: 'liar', vkey: encodeVkey(LIAR_KEY, 'witness'), url, close };
}

const isCosigned = (note: string, vkey: string): boolean => {
  const [parsed, key] = [parseNote(note), parseVkey(vkey, 'witness')];
  return parsed !== undefined && key !== undefined && cosignatureBy(parsed, key) !== undefined;
};
const sizeIn = (note: string): number => Number(note.split('\n')[1]);

/** A room with one true witness and this other one, both of which must sign; and what holds afterwards. */
async function besideATrueOne(
  handler: Handler,
  holds: (given: {
    readonly room: LedgerRoom;
    readonly said: string[];
    readonly witnessing: ReturnType<typeof witnessingOf>['witnessing'];
    readonly good: Running;
  }) => Promise<void>,
  options: Parameters<typeof witnessingOf>[3] = {},
): Promise<void> {
  const room = await roomWithLedger();
  const [good, liar] = [await trueWitness(room, 'good'), await fakeWitness(handler)];
  const { witnessing, said, fatal } = witnessingOf(room, [good, liar], askOverHttp, options);
  try {
    await room.grow(5);
    witnessing.note();
    await holds({ room, said, witnessing, good });
    assert.deepEqual(fatal, []);
  } finally {
    await witnessing.stop();
    await Promise.all([good.close(), liar.close()]);
  }
}

/** The one who lies is said to, the true one’s cosignature stands all the same, and nothing is called witnessed. */
const givesNothing = (why: RegExp, handler: Handler, options: Parameters<typeof witnessingOf>[3] = {}) =>
  besideATrueOne(
    handler,
    async ({ room, said, witnessing, good }) => {
      // On a busy machine the true one may be late too, and is asked again.
      const ofLiar = () => said.find((line) => line.startsWith('the witness `liar` gives no cosignature: '));
      await until(async () => ofLiar() !== undefined && isCosigned(await room.published('checkpoint'), good.vkey));
      assert.match(ofLiar() ?? '', why);
      const liar = encodeVkey(LIAR_KEY, 'witness');
      const lines = (await room.published('checkpoint')).split('\n\n')[1]?.split('\n') ?? [];
      assert.ok(!isCosigned(await room.published('checkpoint'), liar));
      assert.equal(lines.length, 3, 'the ledger’s own line and the true witness’s');
      assert.equal(await room.published('witnessed'), '');
      assert.equal(witnessing.state.size, null);
      await room.grow(3);
      witnessing.note();
      await until(async () => {
        const note = await room.published('checkpoint');
        return sizeIn(note) === 8 && isCosigned(note, good.vkey);
      });
    },
    options,
  );

const answering =
  (status: number, body: string, type = 'text/plain'): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };

describe('witnesses that answer', () => {
  test('cosign what is published as it grows, and it stands as witnessed', async () => {
    const room = await roomWithLedger();
    const witnesses = [await trueWitness(room, 'a', 51), await trueWitness(room, 'b', 52)];
    const { witnessing, said } = witnessingOf(room, witnesses, askOverHttp);
    try {
      let size = 0;
      for (const count of [1, 4, 251, 44]) {
        await room.grow(count);
        size += count;
        witnessing.note();
        await until(() => witnessing.state.size === size);
        const note = await room.published('witnessed');
        assert.ok(witnesses.every(({ vkey }) => isCosigned(note, vkey)));
        assert.equal(note, await room.published('checkpoint'));
      }
      assert.deepEqual(said, []);
      assert.deepEqual(
        witnessing.state.witnesses.map(({ size: seen, failing }) => [seen, failing]),
        [
          [300, null],
          [300, null],
        ],
      );
    } finally {
      await witnessing.stop();
      await Promise.all(witnesses.map(({ close }) => close()));
    }
  });

  test('publishing goes on meanwhile, and what is newest is witnessed in the end', async () => {
    const room = await roomWithLedger();
    const good = await trueWitness(room, 'a');
    const { witnessing, fatal } = witnessingOf(room, [good], askOverHttp);
    for (let i = 0; i < 60; i++) {
      await room.grow(1);
      witnessing.note();
    }
    await until(() => witnessing.state.size === 60);
    await witnessing.stop();
    await good.close();
    assert.deepEqual(fatal, []);
  });

  test('are asked anew about what still stands, so that their cosignatures stay fresh', async () => {
    const room = await roomWithLedger();
    let asked = 0;
    const good = await trueWitness(room, 'a');
    const counting: typeof askOverHttp = async (...asking) => {
      asked += 1;
      return await askOverHttp(...asking);
    };
    const { witnessing } = witnessingOf(room, [good], counting, { freshMs: 1 });
    await room.grow(5);
    witnessing.note();
    await until(() => asked >= 4);
    await witnessing.stop();
    await good.close();
    const note = await room.published('witnessed');
    assert.equal(note.split('\n\n')[1]?.split('\n').length, 3, 'one line of the ledger, one of the witness');
  });

  test('a restart knows what was witnessed, and when', async () => {
    const room = await roomWithLedger();
    const good = await trueWitness(room, 'a');
    const first = witnessingOf(room, [good], askOverHttp);
    await room.grow(5);
    first.witnessing.note();
    await until(() => first.witnessing.state.size === 5);
    await first.witnessing.stop();
    await good.close();
    const { witnessing } = witnessingOf({ publisher: await room.open() }, [good], askOverHttp);
    const { size, since, witnesses } = witnessing.state;
    assert.deepEqual([size, witnesses[0]?.size], [5, 5]);
    assert.ok(since <= first.witnessing.state.since && since % 1000 === 0, 'by the time that the cosignature states');
  });

  test('a slow one and a fast one meet on one checkpoint, however fast the ledger grows', async () => {
    const room = await roomWithLedger();
    const fast = await trueWitness(room, 'fast', 51);
    const slow = await trueWitness(room, 'slow', 52);
    const held: (() => void)[] = [];
    const ask: typeof askOverHttp = async (url, ...rest) => {
      if (url === slow.url) await new Promise<void>((go) => held.push(go));
      return await askOverHttp(url, ...rest);
    };
    const { witnessing } = witnessingOf(room, [fast, slow], ask);
    await room.grow(1);
    witnessing.note();
    for (let size = 1; size < 30; ) {
      await until(() => held.length > 0);
      // Three more are published while the slow one thinks.
      for (let i = 0; i < 3; i++, size++) {
        await room.grow(1);
        witnessing.note();
      }
      const before = witnessing.state.size ?? 0;
      held.shift()?.();
      await until(() => (witnessing.state.size ?? 0) > before);
    }
    for (const go of held) go();
    await witnessing.stop();
    await Promise.all([fast.close(), slow.close()]);
  });
});

describe('witnesses that do not', () => {
  test('one that is down holds nothing up, and is asked again until it is there', async () => {
    const room = await roomWithLedger();
    const good = await trueWitness(room, 'a');
    await good.close();
    const { witnessing, said } = witnessingOf(room, [good], askOverHttp);
    await room.grow(5);
    witnessing.note();
    await until(() => said.length > 0);
    assert.match(said[0] ?? '', /it cannot be reached \(ECONNREFUSED\)/);
    const answer = (body: Uint8Array) => good.witness.answer(body);
    const port = Number(new URL(good.url ?? '').port);
    const server = await serveWitness({
      answer,
      port,
      host: '127.0.0.1',
      failed: (error) => assert.fail(String(error)),
    });
    await until(() => witnessing.state.size === 5);
    assert.deepEqual(said.slice(1), ['the witness `a` answers again']);
    await witnessing.stop();
    await server.close();
  });

  test('a wrong signature counts for nothing', () =>
    givesNothing(/something else than its cosignature/, (_request, response, body) => {
      const text = parseWitnessRequest(body)?.note.text ?? '';
      const bytes = Buffer.from(cosign(text, LIAR, 10).split(' ')[2]?.trimEnd() ?? '', 'base64');
      bytes.writeUInt8(bytes.readUInt8(75) ^ 1, 75);
      response.end(`— ${LIAR.name} ${bytes.toString('base64')}\n`);
    }));

  test('a good signature by another key counts for nothing', () =>
    givesNothing(/something else than its cosignature/, (_request, response, body) => {
      const text = parseWitnessRequest(body)?.note.text ?? '';
      response.end(cosign(text, { ...LIAR, seed: Buffer.alloc(32, 41) }, 10));
    }));

  test('a good signature on another text counts for nothing, nor does one that brings its text', async () => {
    const text = `${LIAR.name}\n9\n${Buffer.alloc(32).toString('base64')}\n`;
    await givesNothing(/something else than its cosignature/, answering(200, cosign(text, LIAR, 10)));
    await givesNothing(/something else than its cosignature/, answering(200, `${text}\n${cosign(text, LIAR, 10)}`));
    await givesNothing(/something else than its cosignature/, answering(200, ''));
    await givesNothing(/something else than its cosignature/, answering(200, '<html>not a witness</html>'));
  });

  test('megabytes are not read', () =>
    givesNothing(/it answered more than the 16384 bytes/, (_request, response) => {
      response.on('error', () => {});
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    }));

  test('one that never answers is not waited for', () =>
    givesNothing(/it did not answer in time/, () => {}, { answerMs: 40 }));

  test('one that stops in the middle of its answer is not waited for', () =>
    givesNothing(
      /it did not answer in time/,
      (_request, response) => {
        response.writeHead(200);
        response.write('— liar');
      },
      { answerMs: 40 },
    ));

  test('a redirect is not followed', () =>
    givesNothing(/it answered 30[27]/, (_request, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
    }));

  test('refusals and errors are said with their number', async () => {
    for (const status of [400, 403, 404, 422, 429, 500, 503])
      await givesNothing(new RegExp(`it answered ${status}`), answering(status, 'no\n'));
    await givesNothing(/it answered 409/, answering(409, '3\n', 'text/plain'));
    await givesNothing(/it answered 409/, answering(409, '3', 'text/x.tlog.size'));
    await givesNothing(/it answered 409/, answering(409, '03\n', 'text/x.tlog.size'));
  });

  test('one that always says another size is not asked for ever in one go', async () => {
    let asked = 0;
    await givesNothing(/409 with \d+ again/, (_request, response) => {
      asked += 1;
      response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${asked % 4}\n`);
    });
  });

  test('one that says it cosigned more than is published is said aloud', () =>
    givesNothing(/it cosigned 900 entries .* more than are published/, answering(409, '900\n', 'text/x.tlog.size')));

  test('one that says it cosigned another tree of this size is said aloud', () =>
    givesNothing(/it cosigned ANOTHER tree of \d entries/, (_request, response, body) => {
      const size = parseWitnessRequest(body)?.checkpoint.size;
      response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${size}\n`);
    }));

  test('what a witness says of another history stands, whatever it answers later, until it cosigns again', async () => {
    const room = await roomWithLedger();
    const good = await trueWitness(room, 'a');
    const answers = [{ status: 409, type: 'text/x.tlog.size', body: '900\n' }, 'down', 'down'] as const;
    let asked = 0;
    const go = Promise.withResolvers<void>();
    const ask: typeof askOverHttp = async (...asking) => {
      const answer = answers[asked++];
      if (answer === 'down') throw new Error('it cannot be reached');
      if (answer !== undefined) return answer;
      await go.promise;
      return await askOverHttp(...asking);
    };
    const { witnessing } = witnessingOf(room, [good], ask);
    await room.grow(5);
    witnessing.note();
    await until(() => asked > answers.length);
    const [state] = witnessing.state.witnesses;
    assert.equal(state?.failing, 'it cannot be reached');
    assert.match(state?.contradicts ?? '', /^it cosigned 900 entries of this ledger, more than are published/);
    go.resolve();
    await until(() => witnessing.state.size === 5);
    assert.equal(witnessing.state.witnesses[0]?.contradicts, null);
    await witnessing.stop();
    await good.close();
  });

  test('one whose last tree is not in ours is said to have another, though it refuses in the way of a wrong proof', () =>
    givesNothing(/it cosigned ANOTHER tree, whose 2 entries/, (_request, response, body) => {
      const isAgreed = body.toString().startsWith('old 2\n');
      if (isAgreed) response.writeHead(422).end();
      else response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('2\n');
    }));

  test('the same failure is said once, however often it comes', async () => {
    let asked = 0;
    await besideATrueOne(
      (_request, response) => {
        asked += 1;
        response.writeHead(500).end();
      },
      async ({ said }) => {
        await until(() => asked >= 5);
        assert.equal(said.length, 1);
      },
    );
  });

  test('one that is behind is brought along, one that is ahead of the round is met at the next', async () => {
    const room = await roomWithLedger();
    const good = await trueWitness(room, 'a');
    const three = await room.grow(3);
    const ask = async (old: number, size: number, note: string) => {
      const proof = await room.publisher.consistency(old, size);
      return await good.witness.answer(Buffer.from(encodeWitnessRequest(old, proof, note)));
    };
    assert.equal((await ask(0, 3, three)).status, 200);
    const { witnessing, said } = witnessingOf(room, [good], askOverHttp);
    await room.grow(4);
    witnessing.note();
    await until(() => witnessing.state.size === 7);
    // Somebody else brings it further than the room asks.
    const nine = await room.grow(2);
    assert.equal((await ask(7, 9, nine)).status, 200);
    witnessing.note();
    await until(() => witnessing.state.size === 9);
    assert.deepEqual(said, []);
    await witnessing.stop();
    await good.close();
  });

  test('only one request at a time goes to a witness', async () => {
    let [open, most] = [0, 0];
    await besideATrueOne(
      async (_request, response) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((go) => setImmediate(go));
        open -= 1;
        response.writeHead(500).end();
      },
      async ({ room, witnessing }) => {
        for (let i = 0; i < 20; i++) {
          await room.grow(1);
          witnessing.note();
        }
        await until(() => most > 0);
      },
    );
    assert.equal(most, 1);
  });
});

describe('answers that are brought by hand', () => {
  async function offline() {
    const room = await roomWithLedger();
    const [a, b] = [await trueWitness(room, 'a', 51), await trueWitness(room, 'b', 52)];
    await Promise.all([a.close(), b.close()]);
    const named = [a, b].map(({ name, vkey }) => ({ name, vkey, url: undefined }));
    const { witnessing } = witnessingOf(room, named, askOverHttp);
    const answers = new MemoryFiles();
    const said: string[] = [];
    const take = () => takeAnswers(answers, witnessing, (message) => said.push(message));
    const bring = async (by: Running, note: string, old = 0) => {
      const size = sizeIn(note);
      const request = encodeWitnessRequest(old, await room.publisher.consistency(old, size), note);
      const { status, body } = await by.witness.answer(Buffer.from(request));
      assert.equal(status, 200);
      await bringAnswer(answers, note + body);
    };
    return { room, a, b, witnessing, answers, said, take, bring };
  }

  test('count together for the checkpoint they are on, though the ledger has gone on, and wait for each other', async () => {
    const { room, a, b, witnessing, answers, said, take, bring } = await offline();
    const five = await room.grow(5);
    await room.grow(4);
    await bring(a, five);
    await take();
    assert.deepEqual([witnessing.state.size, (await answers.list('answers')).length], [null, 1]);
    await bring(b, five);
    await take();
    assert.deepEqual([witnessing.state.size, (await answers.list('answers')).length], [5, 0]);
    assert.equal(sizeIn(await room.published('witnessed')), 5);
    assert.ok([a, b].every(({ vkey }) => vkey !== ''));
    const note = await room.published('witnessed');
    assert.ok(isCosigned(note, a.vkey) && isCosigned(note, b.vkey));
    assert.equal(sizeIn(await room.published('checkpoint')), 9);
    assert.deepEqual(said, []);
  });

  test('what counts for nothing is said and goes', async () => {
    const { room, answers, said, take } = await offline();
    const five = await room.grow(5);
    const other = await roomWithLedger('other.live.remit.example/0123456789ab', 2);
    await bringAnswer(answers, 'nonsense');
    await bringAnswer(answers, await other.grow(5));
    await bringAnswer(answers, five + cosign(parseNote(five)?.text ?? '', LIAR, 10));
    await take();
    assert.deepEqual(said.map((line) => line.split(': ')[1]).sort(), [
      'it is no checkpoint signed by this ledger’s key',
      'it is no checkpoint signed by this ledger’s key',
      'no witness of the policy cosigned it by a clock that is right',
    ]);
    assert.deepEqual(await answers.list('answers'), []);
    assert.equal(await room.published('checkpoint'), five);
  });

  test('a checkpoint of another history under the ledger’s own key is said aloud, and not published', async () => {
    const { room, a, answers, said, take } = await offline();
    const five = await room.grow(5);
    // The same key with entries of its own, as a thief would sign.
    const forged = `${room.origin}\n5\n${Buffer.alloc(32, 7).toString('base64')}\n`;
    const note = `${forged}\n${signNote(forged, room.origin, seededRandom(1).bytes(32))}`;
    const { status, body } = await a.witness.answer(Buffer.from(encodeWitnessRequest(0, [], note)));
    assert.equal(status, 200);
    await bringAnswer(answers, note + body);
    await take();
    assert.match(said[0] ?? '', /of ANOTHER HISTORY than what is published/);
    assert.deepEqual([await room.published('checkpoint'), await room.published('witnessed')], [five, '']);
  });
});

test('what a clock that is far ahead cosigned is never published: it would count for no reader, and stay', async () => {
  const room = await roomWithLedger();
  const clock = { ahead: 3_600_000, wallNow: () => Date.now() + clock.ahead };
  const early = await trueWitness(room, 'early', 50, clock);
  const good = await trueWitness(room, 'good', 51);
  const { witnessing, said } = witnessingOf(room, [early, good], askOverHttp, { rule: 'any' });
  try {
    await room.grow(5);
    witnessing.note();
    await until(() => said.length > 0 && witnessing.state.size === 5);
    assert.match(said[0] ?? '', /`early` gives no cosignature: its clock is (3599|3600) s ahead of this room’s/);
    assert(!isCosigned(await room.published('checkpoint'), early.vkey));
    assert(isCosigned(await room.published('checkpoint'), good.vkey));
    // Nor where it is brought by hand.
    const { body } = await early.witness.answer(
      Buffer.from(encodeWitnessRequest(5, [], room.publisher.published?.note ?? '')),
    );
    const brought = (room.publisher.published?.note ?? '') + body;
    assert(isCosigned(brought, early.vkey));
    await witnessing.take(brought);
    assert(!isCosigned(await room.published('checkpoint'), early.vkey));
    // Put right, it may not say an earlier time than before, and says nothing.
    clock.ahead = 0;
    assert.equal((await early.witness.answer(Buffer.from(encodeWitnessRequest(5, [], brought)))).status, 500);
  } finally {
    await witnessing.stop();
    await early.close();
    await good.close();
  }
});
