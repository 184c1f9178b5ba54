import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressInWords, checkServer, StartRefused } from './postgres-connection.ts';

const GOOD = {
  server_version: '18.4',
  server_version_num: '180004',
  in_hot_standby: 'off',
  default_transaction_read_only: 'off',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
};
for (const [change, sentence] of [
  [{ server_version: '14.9', server_version_num: '140009' }, /^the database is PostgreSQL 14\.9: .*15 or later/],
  [{ in_hot_standby: 'on' }, /^the database is read-only, a standby perhaps/],
  [{ fsync: 'off' }, /`fsync` set to `off`/],
  [{ full_page_writes: 'off' }, /`full_page_writes` set to `off`/],
  [{ synchronous_commit: 'local' }, /`synchronous_commit` set to `local`/],
] as const) {
  test(`a server is refused with ${JSON.stringify(change)}`, async () => {
    await checkServer(serverWith(GOOD));
    await assert.rejects(checkServer(serverWith({ ...GOOD, ...change })), refusedWith(sentence));
  });
}

test('an address is named without its password', () => {
  const hidden = { connectionString: 'postgres://a:secret@db.example:5432/room' };
  assert.equal(addressInWords(hidden), '`db.example:5432/room`');
  assert.equal(addressInWords({ connectionString: 'not a secret url' }), 'the address given');
  assert.equal(addressInWords({ host: '/run/room' }), '`/run/room`');
});

function serverWith(settings: Record<string, string>) {
  const rows = Object.entries(settings).map(([name, setting]) => ({ name, setting }));
  return { query: async () => ({ rows }) };
}

function refusedWith(sentence: RegExp) {
  return (error: Error) => {
    assert.ok(error instanceof StartRefused, error.stack);
    assert.match(error.message, sentence);
    return true;
  };
}
