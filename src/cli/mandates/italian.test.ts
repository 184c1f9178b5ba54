import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const HARBOUR = 'harbour-summit';
const BREAKS = `${HARBOUR}/drafts/guest-a-2.yaml`;

/** What the commands say of their own in English, which an Italian answer must not hold; the documents are in English and may. */
const ENGLISH =
  /as the room decides|by the mandates alone|proved|REFUTED|UNDECIDED|commitments,|regions|and \d+ more|not looked for|in order|to look at|which block|reads otherwise|another outcome|other outcomes|NOTHING IS SAID|not there| changed\n|\(not written\)/;

const inItalian = async (...argv: readonly string[]) => (await remit(['mandate', ...argv, '--italian'])).out;

describe('`--italian`', () => {
  test('tells proofs, and what they come to', async () => {
    const out = await inItalian('prove', BREAKS);
    assert.match(
      out,
      /\nC3 mai senza approvazione: [^\n]+\n {2}come decide la sala: dimostrato su \d+ regioni\n {2}secondo i soli mandati: CONFUTATO, in 1 regione\n/,
    );
    assert.match(out, /\n4 impegni, 4 dimostrati; 1 non mantenuto dal testo di un mandato, il che è bloccante\n$/);
    assert.doesNotMatch(out, ENGLISH);
    const fine = await inItalian('prove', 'milano-cortina-2026');
    assert.match(fine, /\n11 impegni, 11 dimostrati\n$/);
    assert.doesNotMatch(fine, ENGLISH);
  });

  test('tells a proof that was asked for, refuted, given up or of nothing', async () => {
    const asked = async (...argv: readonly string[]) => {
      const out = await inItalian('prove', ...argv);
      assert.doesNotMatch(out, ENGLISH, argv.join(' '));
      return out;
    };
    const refuted = await asked(HARBOUR, '--always', 'activity=identity-check');
    assert.match(refuted, /\n {2}come decide la sala: CONFUTATO, in \d+ region[ei]\n/);
    const ended = await asked(HARBOUR, '--never', '--budget', '1', 'activity=armed-escort');
    assert.match(ended, /INDECISO: il limite di lavoro è finito\n$/);
    const nobody = await asked('milano-cortina-2026', '--always', 'agency=it-interior', 'component=us-ice.hsi');
    assert.match(nobody, /NULLA È DETTO: un tale atto non può esistere\n$/);
  });

  test('tells how an exercise came out', async (t) => {
    const fine = await inItalian('simulate', HARBOUR);
    assert.match(fine, /^\d+ atti, \d+ trattenut[io], 0 diversi da quanto atteso\n$/);
    const folder = join(mkdtempSync(join(tmpdir(), 'remit-simulated-')), HARBOUR);
    t.after(() => rmSync(folder, { recursive: true }));
    cpSync(scenarioFolder(HARBOUR), folder, { recursive: true });
    const path = join(folder, 'mandates', 'guest-a.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('effect: permit-with-approval', 'effect: forbid'));
    const other = await inItalian('simulate', folder);
    assert.match(other, /\n?[a-z0-9-]+: prohibited[^\n]*, atteso [^\n]+\n/);
    assert.doesNotMatch(other, / expected |held up/);
  });

  test('is an option of all that tell something, as the help says', async () => {
    const { out: help } = await remit(['mandate', '--help']);
    for (const asked of ['check', 'prove', 'explain', 'decide', 'compare', 'simulate'])
      assert.match(help, new RegExp(`  remit mandate ${asked} [^\\n]*\\[--italian\\]`), asked);
    assert.match(help, /--italian tells it in Italian; not of export,/);
    assert.equal((await remit(['mandate', 'export', HARBOUR, '--italian'])).code, EXIT.usage);
    const decide = (await remit(['mandate', 'decide', '--help'])).out;
    assert.match(decide, /House rules, which ask the records of a\s+room, are taken as kept/);
  });

  test('tells what there is to look at', async () => {
    const out = await inItalian('check', HARBOUR);
    assert.match(out, /^in ordine: 4 mandati, 5 impegni, \d+ regole\ninsieme [0-9a-f]{64}\n/);
    assert.match(out, /\n\d+ da guardare, di cui 0 bloccanti\n$/);
    assert.doesNotMatch(out, ENGLISH);
  });

  test('tells a comparison, also where there are more regions than are told', async () => {
    assert.equal(
      await inItalian('compare', HARBOUR, HARBOUR),
      'nulla si legge diversamente\nnessun atto ha un altro esito\n',
    );
    const over = await inItalian('compare', HARBOUR, BREAKS);
    assert.match(over, /^mandato guest-a si legge diversamente\n/);
    assert.match(over, /\nC3: prima dimostrato, ora non mantenuto\n/);
    const some = await inItalian('compare', HARBOUR, 'milano-cortina-2026', '--budget', '80');
    assert.match(some, /\naltri esiti, in \d+ regioni e altre che non sono state cercate \(tra parentesi: prima\):\n/);
    assert.match(some, /\n {2}e altre \d+\n {2}e altre che non sono state cercate\n/);
    assert.match(some, /\nK2: prima assente, ora /);
    // Before that stands what the documents say, in their own words.
    for (const out of [over, some.slice(some.indexOf('\naltri esiti'))]) assert.doesNotMatch(out, ENGLISH);
  });
});
