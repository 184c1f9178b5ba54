import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKeyOf } from './key-id.ts';

test('a key belongs to its own subject, whichever generation it is of, and to no other', () => {
  const of: [key: string, subject: string, belongs: boolean][] = [
    ['person/ada', 'person/ada', true],
    ['person/ada/2', 'person/ada', true],
    ['person/ada/10', 'person/ada', true],
    ['person/registrar:guest-a/3', 'person/registrar:guest-a', true],
    ['room/1', 'room/1', true],
    ['room/2', 'room/1', true],
    ['person/ada/1', 'person/ada', false],
    ['person/ada/02', 'person/ada', false],
    ['person/ada/', 'person/ada', false],
    ['person/ada/2/2', 'person/ada', false],
    ['person/ada-b', 'person/ada', false],
    ['person/ada-b/2', 'person/ada', false],
    ['person/adab', 'person/ada', false],
    ['room/2', 'person/ada', false],
    ['room/0', 'room/1', false],
    ['decision/2', 'room/1', false],
    ['person/2', 'room/1', false],
  ];
  for (const [key, subject, belongs] of of) assert.equal(isKeyOf(key, subject), belongs, `${key} of ${subject}`);
});
