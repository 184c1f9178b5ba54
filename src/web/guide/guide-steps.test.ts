import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { GuideStep } from '../../terms/api/event.ts';
import type { Entry } from '../live/entries.ts';
import {
  type GuideMemory,
  isDoneByGoing,
  lineOf,
  mayCount,
  readMemory,
  stepIn,
  stepPath,
  stepsAt,
  stepsDone,
} from './guide-steps.ts';

const NEW: GuideMemory = { from: 100, opened: [], done: [], folded: false };
const text = { en: 'Do it.', it: 'Fallo.' };

function row(index: number, kind: string, more: Partial<Entry> = {}): Entry {
  return { index, kind, person: 'me', outcome: 'permitted', ...more } as Entry;
}
function step(id: string, doneWhen: GuideStep['doneWhen']): GuideStep {
  return { id, text, doneWhen };
}
function done(steps: readonly GuideStep[], rows: readonly Entry[], memory: GuideMemory = NEW): string[] {
  return [...stepsDone(steps, rows, 'me', memory)];
}

describe('steps of the guide', () => {
  test('a step is done by my own entry of its kind and outcome, since the guide began', () => {
    const steps = [step('refused', { kind: 'deed.propose', outcome: 'prohibited', by: 'me' })];
    assert.deepEqual(done(steps, [row(101, 'deed.propose', { outcome: 'prohibited' })]), ['refused']);
    assert.deepEqual(done(steps, [row(101, 'deed.propose')]), []);
    assert.deepEqual(done(steps, [row(99, 'deed.propose', { outcome: 'prohibited' })]), []);
    assert.deepEqual(done(steps, [row(101, 'deed.propose', { outcome: 'prohibited', person: 'other' })]), []);
  });

  test('anyone’s entry counts where the step says so, and as often as it says', () => {
    const anyone = [step('appears', { kind: 'consultation.open', by: 'anyone' })];
    assert.deepEqual(done(anyone, [row(101, 'consultation.open', { person: 'other' })]), ['appears']);
    const twice = [step('twice', { kind: 'exercise.direct', by: 'me', times: 2 })];
    assert.deepEqual(done(twice, [row(101, 'exercise.direct')]), []);
    assert.deepEqual(done(twice, [row(101, 'exercise.direct'), row(102, 'exercise.direct')]), ['twice']);
  });

  test('a step that names a deed is done by that deed only', () => {
    const act = { kind: 'deed.propose', activity: 'identity-check', detail: {} } as const;
    const steps: GuideStep[] = [
      { ...step('refused', { kind: 'deed.propose', outcome: 'prohibited' }), opens: { path: '/act', act } },
    ];
    const refused = (activity: string) => [row(101, 'deed.propose', { outcome: 'prohibited', activity })];
    assert.deepEqual(done(steps, refused('seize-goods')), []);
    assert.equal(mayCount(steps, refused('seize-goods')[0] as Entry, 'me', 100), false);
    assert.deepEqual(done(steps, refused('identity-check')), ['refused']);
  });

  test('a step without a kind is done by opening it; what was done stays done', () => {
    const steps = [step('read', {}), step('logged', { kind: 'log.line' })];
    assert.deepEqual(done(steps, []), []);
    assert.deepEqual(done(steps, [], { ...NEW, opened: ['read', 'logged'] }), ['read']);
    assert.deepEqual(done(steps, [], { ...NEW, done: ['logged'] }), ['logged']);
  });
});

describe('steps that are done by looking', () => {
  const steps: GuideStep[] = [
    { id: 'waiting', text, doneWhen: {}, opens: { path: '/waiting' } },
    { id: 'answer', text, doneWhen: { kind: 'approval.answer' }, opens: { path: '/waiting' } },
    { id: 'mandates', text, doneWhen: {}, opens: { path: '/mandates' } },
    { id: 'refusals', text, doneWhen: {}, opens: { path: '/oversight?outcome=prohibited' } },
    { id: 'verify', text, doneWhen: {}, opens: { path: '/public/' } },
    { id: 'pause', text, doneWhen: { kind: 'exercise.direct' }, opens: { path: '/exercise' } },
    { id: 'watch', text, doneWhen: {}, opens: { path: '/exercise' } },
    { id: 'nowhere', text, doneWhen: {} },
  ];
  const at = (path: string, search = '', ...done: string[]) =>
    stepsAt(steps, path, new URLSearchParams(search), new Set(done));

  test('are those whose screen is shown, or one as good', () => {
    assert.deepEqual(at('/now'), ['waiting']);
    assert.deepEqual(at('/approvals'), ['waiting']);
    assert.deepEqual(at('/mandates', 'clause=K3'), ['mandates']);
    assert.deepEqual(at('/log'), []);
  });

  test('come after what is to be done there before', () => {
    assert.deepEqual(at('/exercise'), []);
    assert.deepEqual(at('/exercise', '', 'pause'), ['watch']);
  });

  test('ask for what their address asks for', () => {
    assert.deepEqual(at('/oversight'), []);
    assert.deepEqual(at('/oversight', 'outcome=outside'), []);
    assert.deepEqual(at('/oversight', 'outcome=prohibited&q=x'), ['refusals']);
  });
});

describe('who decided', () => {
  const steps: GuideStep[] = [
    { id: 'consult', text, doneWhen: { kind: 'consultation.open' }, opens: { path: '/oversight' } },
    { id: 'decided', text, doneWhen: {}, opens: { path: '/oversight?kind=approval.answer' } },
    { id: 'verify', text, doneWhen: {}, opens: { path: '/public/' } },
  ];
  const at = (search: string, ...done: string[]) =>
    stepsAt(steps, '/oversight', new URLSearchParams(search), new Set(done));

  test('is found by asking for the answers, or for one request by its number, once the record is open', () => {
    for (const asked of ['kind=approval.answer', 'kind=approval.oral', 'matter=REQ-us-ice-1']) {
      assert.deepEqual(at(asked, 'consult'), ['decided'], asked);
      assert.deepEqual(at(asked), [], asked);
    }
    for (const asked of ['', 'matter=REQ-', 'matter=INC-1', 'kind=log.line'])
      assert.deepEqual(at(asked, 'consult'), [], asked);
  });

  test('and not by being sent there before the record is open', () => {
    const [, decided, verify] = steps;
    assert.ok(decided !== undefined && verify !== undefined);
    assert.equal(isDoneByGoing(steps, decided, new Set()), false);
    assert.equal(isDoneByGoing(steps, decided, new Set(['consult'])), true);
    assert.equal(isDoneByGoing(steps, verify, new Set()), true);
  });
});

describe('where a step leads', () => {
  test('the guide’s words for screens are the console’s', () => {
    assert.equal(stepPath({}), undefined);
    for (const [path, leads] of [
      ['/waiting', '/now'],
      ['/may', '/now'],
      ['/consultations', '/items'],
      ['/incidents', '/incidents'],
      ['/oversight?outcome=prohibited', '/oversight?outcome=prohibited'],
      ['/public/', '/public/'],
    ] as const) {
      assert.equal(stepPath({ opens: { path } }), leads);
    }
  });

  test('an act fills in the form by the address, its detail and deed flat', () => {
    const deed = { agency: 'us-ice', activity: 'identity-check' };
    const path = stepPath({
      opens: { path: '/act', act: { kind: 'occurrence.report', detail: { deed, text: 'a & b', list: ['x'] } } },
    });
    assert.equal(path, '/occurrences?kind=occurrence.report&agency=us-ice&activity=identity-check&text=a+%26+b');
    assert.match(
      stepPath({ opens: { path: '/act', act: { kind: 'deed.propose', place: 'p', detail: { until: '+60m' } } } }) ?? '',
      /^\/act\?kind=deed\.propose&place=p&until=%2B60m$/,
    );
    const consult = {
      path: '/oversight',
      act: { kind: 'consultation.open', detail: { of: 'record', minutes: 30 } },
    } as const;
    assert.equal(stepPath({ opens: consult }), '/oversight?of=record&minutes=30');
  });

  test('a log line says what to type', () => {
    const act = { kind: 'log.line', detail: { text: 'all quiet' } } as const;
    assert.equal(lineOf({ opens: { path: '/log', act } }), 'all quiet');
    assert.equal(lineOf({ opens: { path: '/log' } }), undefined);
  });
});

describe('what is remembered', () => {
  test('comes back as it was kept', () => {
    const kept: GuideMemory = { from: 7, opened: ['a'], done: ['b'], folded: true };
    assert.deepEqual(readMemory(JSON.stringify(kept), 50), kept);
  });

  test('and begins anew where it makes no sense', () => {
    for (const kept of [null, '', 'null', '[', '3', '{"from":-1,"opened":"x","done":[1,null],"folded":"yes"}', '[]']) {
      assert.deepEqual(readMemory(kept, 50), { from: 50, opened: [], done: [], folded: false }, String(kept));
    }
  });
});

test('the texts that stand in a form are in the language of the screens', () => {
  const act = { kind: 'log.line' as const, detail: { text: 'all quiet' }, italian: { text: 'tutto tranquillo' } };
  const step = { opens: { path: '/log', act } };
  assert.equal(lineOf(stepIn('it', step)), 'tutto tranquillo');
  assert.equal(lineOf(stepIn('en', step)), 'all quiet');
  assert.equal(stepPath(stepIn('it', step)), '/log?kind=log.line&text=tutto+tranquillo');
});
