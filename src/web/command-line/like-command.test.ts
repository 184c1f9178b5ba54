import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likeCommand } from './like-command.ts';

test('a line that orders something of a record leads to the record', () => {
  for (const line of ['close INC-1', 'Close #INC-1', 'chiudi inc-1 tutto finito', 'INC-1 close', 'INC-1: chiudere'])
    assert.equal(likeCommand(line)?.path, '/record/incidents/INC-1', line);
  assert.equal(likeCommand('ack DECL-1')?.path, '/record/declarations/DECL-1');
  assert.equal(likeCommand('ritira REQ-us-ice-2')?.path, '/record/requests/REQ-us-ice-2');
  assert.deepEqual(likeCommand('close inc-1'), {
    said: 'close inc-1',
    number: 'INC-1',
    path: '/record/incidents/INC-1',
  });
});

test('a shortened word leads to its screen, in either language; a slash to none', () => {
  for (const [line, path] of [
    ['req briefing tomorrow', '/act'],
    ['rich. briefing domani', '/act'],
    ['decl evacuation over', '/declarations'],
    ['DICH fine', '/declarations'],
    ['task it-fire-a check the gate', '/incidents?part=taskings'],
    ['/help', null],
  ] as const)
    assert.equal(likeCommand(line)?.path, path, line);
});

test('what tells and orders nothing is a log line', () => {
  for (const line of [
    'closed INC-1 at noon',
    'close the gates at ten',
    'gates open, south side slow',
    'INC-1 is over',
    'open gate 3 seen from the bus',
    'request from the delegation for a car',
    'chiusi i varchi',
    'evento finito',
    '',
    '@san-siro quiet',
    '71:68',
  ])
    assert.equal(likeCommand(line), undefined, line);
});
