import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { LIMITS } from '../base/limits.ts';
import { suppliedScenario } from '../exercise/testing/scenarios.ts';
import { documentDigest, mandateText, parseMandateDocument } from './compile.ts';
import { mandateAsWritten, mandateReader } from './mandate-text.ts';
import { type Mapping, WHOLE_EVENT, without, written } from './testing/whole-event.ts';

for (const event of ['milano-cortina-2026', 'harbour-summit', 'empty-room']) {
  test(`every mandate and draft of ${event}, written out and read again, is the same document`, async () => {
    const scenario = await suppliedScenario(event);
    const read = mandateReader(scenario);
    const documents = [...scenario.mandates, ...scenario.drafts.map(({ document }) => document)];
    for (const document of documents) {
      const again = read(mandateAsWritten(document));
      assert(again.ok, JSON.stringify(again));
      assert.equal(documentDigest(again.document), documentDigest(document));
    }
  });
}

test('the text does not depend on whether the document was kept in between', async () => {
  const { mandates } = await suppliedScenario('harbour-summit');
  for (const document of mandates) {
    assert.equal(mandateAsWritten(parseMandateDocument(mandateText(document))), mandateAsWritten(document));
  }
});

test('a draft of more parts than may be is read no further, whatever marks it is made of', async () => {
  const read = mandateReader(await suppliedScenario('harbour-summit'));
  const keys = Array.from({ length: 3_400 }, (_, n) => `${n}: `).join('\n');
  for (const text of [keys, '- \n'.repeat(8_000), `[${'0,'.repeat(12_000)}]`, `{${'0: 0, '.repeat(4_000)}}`]) {
    assert(text.length <= LIMITS.draftChars);
    const refused = read(text);
    assert(!refused.ok);
    assert.deepEqual(
      refused.problems.map(({ rule }) => rule),
      ['too-large'],
    );
  }
});

test('problems name the line and the rule, and the root mandate is held by the host authority', async () => {
  const scenario = await suppliedScenario('harbour-summit');
  const read = mandateReader(scenario);
  const root = mandateAsWritten(scenario.mandates.find(({ mandate }) => mandate === 'host-root') ?? assert.fail());
  const stolen = read(root.replace('holder: host-justice', 'holder: guest-b-police'), 'draft');
  assert(!stolen.ok);
  assert(stolen.problems.some(({ file, line, rule }) => file === 'draft' && line === 4 && rule === 'root-holder'));
  for (const text of ['', 'mandate: [', '- 1', 'a'.repeat(2_000_000)]) {
    const broken = read(text);
    assert(!broken.ok && broken.problems.length > 0, text.slice(0, 20));
  }
});

test('a draft is named for its version, and its text says what it says', () => {
  const { drafts } = WHOLE_EVENT;
  assert.deepEqual(
    drafts.map(({ name, document }) => [name, document.mandate, document.version]),
    [
      ['port-2', 'port', 2],
      ['visit-3', 'visit', 3],
    ],
  );
  for (const { name, text } of drafts) {
    const stands = written(`drafts/${name}.yaml`);
    assert.deepEqual(without(parse(text) as Mapping, 'from'), without(stands, 'from', 'vocabulary'));
  }
});
