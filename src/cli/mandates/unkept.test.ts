import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const HARBOUR = 'harbour-summit';
/** The exercise drafts it, and R-35 keeps it out: its commitment goes on ruling, and its text does not keep it. */
const BREAKS = `${HARBOUR}/drafts/guest-a-2.yaml`;
/** What it is mended to. */
const MENDED = `${HARBOUR}/drafts/guest-a-3.yaml`;
const SAID =
  'C3 is not kept by the text of guest-a 2 (a draft): that blocks, unless somebody answers for an exception (R-35).';
const DETTO =
  'C3 non è mantenuto dal testo di guest-a 2 (una bozza): è bloccante, salvo che qualcuno risponda di un’eccezione (R-35).';

const mandate = (...argv: readonly string[]) => remit(['mandate', ...argv]);
const linesOf = (out: string) => out.trim().split('\n');

describe('a draft whose text does not keep a commitment (R-35)', () => {
  test('is told by `prove`, counted, and no success', async () => {
    const { code, out } = await mandate('prove', BREAKS);
    assert.match(out, /\n4 commitments, 4 proved; 1 not kept by the text of a mandate, which blocks\n$/);
    assert(linesOf(out).includes(`  ${SAID}`), out);
    assert.equal(out.split('not kept by the text of guest-a').length, 2, 'of this commitment alone');
    assert.equal(code, EXIT.failed);
    assert(linesOf((await mandate('prove', BREAKS, '--italian')).out).includes(`  ${DETTO}`));
    const given = linesOf((await mandate('prove', BREAKS, '--json')).out).map((line) => JSON.parse(line));
    assert.deepEqual(
      given.map(({ commitment, unkept }) => [commitment, unkept]),
      [
        ['C1', []],
        ['C2', []],
        ['C3', ['guest-a']],
        ['C5', []],
      ],
    );
  });

  test('is told by `check`, first, and counted among what blocks', async () => {
    const { code, out } = await mandate('check', BREAKS);
    const [, , first] = linesOf(out);
    assert.equal(first, SAID);
    assert.match(out, /\n\d+ to look at, 1 of which block\n$/);
    assert.equal(code, EXIT.failed);
    assert.equal(linesOf((await mandate('check', BREAKS, '--italian')).out)[2], DETTO);
    const [, found] = linesOf((await mandate('check', BREAKS, '--json')).out).map((line) => JSON.parse(line));
    assert.deepEqual(found, { finding: 'unkept', clause: 'guest-a', other: 'C3', blocks: true });
  });

  test('is told by `compare`, which says why no act has another outcome', async () => {
    const { code, out } = await mandate('compare', HARBOUR, BREAKS);
    assert.match(
      out,
      /\nno act has another outcome, for the commitments that the texts do not keep rule over them: `remit mandate prove` says which acts they would permit without them\n/,
    );
    assert.match(out, /\nC3: was proved, is unkept\n/);
    assert(linesOf(out).includes(SAID), out);
    assert.equal(code, EXIT.failed);
    assert(linesOf((await mandate('compare', HARBOUR, BREAKS, '--italian')).out).includes(DETTO));
    const given = JSON.parse((await mandate('compare', HARBOUR, BREAKS, '--json')).out);
    assert.deepEqual(given.unkept, [{ commitment: 'C3', mandate: 'guest-a' }]);
    assert.deepEqual(given.promises, [{ commitment: 'C3', before: 'proved', after: 'unkept' }]);
    const same = await mandate('compare', BREAKS, BREAKS);
    assert(linesOf(same.out).includes(SAID), 'it blocks whatever it is compared with');
    assert.equal(same.code, EXIT.failed);
    assert.match((await mandate('compare', BREAKS, HARBOUR)).out, /\nC3: was unkept, is proved\n/);
  });

  test('is told of no text that keeps it: the supplied events, and the draft as it was mended', async () => {
    for (const name of [
      HARBOUR,
      'milano-cortina-2026',
      'empty-room',
      MENDED,
      'milano-cortina-2026/drafts/us-hsi-2.yaml',
    ])
      for (const asked of ['check', 'prove']) {
        const { code, out } = await mandate(asked, name);
        assert.doesNotMatch(out, /not kept/, `${asked} ${name}`);
        assert.equal(code, EXIT.done, `${asked} ${name}`);
      }
    assert.doesNotMatch((await mandate('compare', HARBOUR, MENDED)).out, /not kept|do not keep|unkept/);
  });

  test('is told of a listed mandate too', async (t) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'remit-unkept-')), HARBOUR);
    t.after(() => rmSync(folder, { recursive: true }));
    cpSync(scenarioFolder(HARBOUR), folder, { recursive: true });
    const listed = join(folder, 'mandates', 'guest-a.yaml');
    const text = readFileSync(join(folder, 'drafts', 'guest-a-2.yaml'), 'utf8');
    writeFileSync(listed, text.replace('version: 2', 'version: 1'));
    const { code, out } = await mandate('prove', folder);
    assert.match(out, /\n {2}C3 is not kept by the text of guest-a 1: that blocks/);
    assert.equal(code, EXIT.failed);
    const other = await mandate('prove', join(folder, 'drafts', 'guest-a-3.yaml'));
    assert.equal(other.code, EXIT.done, 'the draft stands in its place');
  });

  test('is what the desk finds, however small a budget the proofs are given', async () => {
    const { out } = await mandate('check', BREAKS, '--budget', '1', '--json');
    const found = linesOf(out).map((line) => JSON.parse(line));
    assert.deepEqual(
      found.filter(({ finding }) => finding === 'unkept').map(({ other }) => other),
      ['C3'],
    );
  });
});
