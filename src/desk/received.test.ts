import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReceivedAct } from './received.ts';

function saysOf(input: Uint8Array | string | object): string {
  const read = ReceivedAct.read(input);
  assert(!(read instanceof ReceivedAct), 'it was taken');
  return `${read.refused}: ${read.message}`;
}

test('a member that is there twice is named by its path, and names that do not read are not repeated', () => {
  assert.equal(
    saysOf('{"act":{"detail":{"text":"a","text":"b"}}}'),
    'malformed: act.detail.text: the member is there twice',
  );
  assert.equal(saysOf('{"act":[{},{"k":1,"\\u006b":1}]}'), 'malformed: act.1.k: the member is there twice');
  assert.equal(saysOf('{"\\u001b[2J":{"a":1,"a":1},"\\u001b[2J":1,"b":1}').includes('\u001b'), false);
  const hidden = `{"a":${'['.repeat(9_000)}{"b":1,"b":1}${']'.repeat(9_000)},"a":1}`;
  assert.match(saysOf(hidden), /^malformed: a\.0\.0.{1,200}: the member is there twice$/);
});

test('no text and no name holds what does not read as it was written, wherever it stands', () => {
  for (const bad of ['\u0000', 'a\u0000b', '\u001b[2J', '\u007f', '\u0085', '\u202e', '\r']) {
    assert.equal(saysOf({ act: [{ source: bad }] }), 'malformed: act.0.source: holds control or direction characters');
    assert.equal(
      saysOf(JSON.stringify({ act: { [bad]: 1 } })),
      'malformed: act: the name of a member holds control or direction characters',
    );
  }
  assert.equal(saysOf({ act: 'a\u200bb' }), 'malformed: act: holds invisible characters');
  assert.equal(saysOf({ act: '\udc00' }), 'malformed: act: holds half a character');
  assert(ReceivedAct.read({ act: 'tabs\tand\nlines, é 漢字 🚢 and עברית are text' }) instanceof ReceivedAct);
});

test('bytes are UTF-8, or they would be read as another text than was signed', () => {
  const bytes = Buffer.from('{"act":"gate \u00e9"}', 'latin1');
  assert.match(saysOf(bytes), /^malformed: not JSON: the bytes are no UTF-8$/);
});

test('what makes the schema throw is no act, and is not asked again', () => {
  let asked = 0;
  const spoiled = {
    key: 'k0123456789abcdef',
    get act() {
      asked += 1;
      if (asked > 1) throw new RangeError('Maximum call stack size exceeded');
      return {};
    },
  };
  const received = ReceivedAct.read(spoiled);
  assert(received instanceof ReceivedAct);
  const { signed } = received;
  assert('refused' in signed && signed.refused === 'malformed');
  assert.equal(received.signed, signed);
  assert.equal(asked, 2);
});
