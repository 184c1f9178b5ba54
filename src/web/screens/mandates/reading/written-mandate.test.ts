import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DraftText } from '../editing/draft-text.ts';
import { missingIn } from '../editing/missing.ts';
import { shownOf } from '../testing/drafting.ts';
import { draftingOf, inForceWith, latestVersion } from './drafting.ts';
import { newMandate, nextVersion } from './written-mandate.ts';

const NAMES = ['milano-cortina-2026', 'harbour-summit'] as const;

for (const name of NAMES) {
  describe(`mandates of ${name}`, async () => {
    const drafting = draftingOf(await shownOf(name));

    test('written as text and read again each is the same mandate, to the digest', () => {
      assert(drafting.known.length > 1);
      for (const { document, digest } of drafting.known) {
        const read = drafting.read(nextVersion(document, document.version));
        assert(read.ok, JSON.stringify(read));
        assert.equal(read.digest, digest, document.mandate);
      }
    });

    test('a next version differs in its number alone, a renewed one in its end too', () => {
      for (const { document } of drafting.known) {
        const next = drafting.read(nextVersion(document, 7));
        assert(next.ok);
        assert.deepEqual({ ...next.document, version: document.version }, document);
        const until = Date.UTC(2026, 11, 31);
        const renewed = drafting.read(nextVersion(document, 8, until));
        // Hours of the day can become more windows than a mandate may have days; and the root mandate has no end.
        if (renewed.ok) assert.equal(renewed.document.until, until);
        else for (const { rule } of renewed.problems) assert(['daily-too-long', 'root-until'].includes(rule), rule);
      }
    });

    test('a new mandate is YAML that lacks what its author has to say, and names it', () => {
      const read = drafting.read(newMandate('visitors', 'nobody', 'nobody'));
      assert(!read.ok);
      const rules = new Set(read.problems.map(({ rule }) => rule));
      assert(!rules.has('yaml') && !rules.has('unknown-key'), [...rules].join());
      // No axis is `any` unless its author says so; the form counts them as still to be written.
      const { missing, faults } = missingIn(new DraftText(newMandate('visitors', 'nobody', 'nobody')), read.problems);
      assert(missing.clauses.length === 1 && !faults.some(({ rule }) => rule === 'missing'), JSON.stringify(faults));
      assert(read.problems.every(({ line }) => line >= 1));
    });

    test('a draft stands in the place of its older version', () => {
      const [{ document } = assert.fail()] = drafting.known;
      const set = inForceWith(drafting, { ...document, version: 9 });
      assert.equal(set.mandates.length, drafting.scenario.mandates.length);
      assert.deepEqual(
        set.mandates.filter(({ mandate }) => mandate === document.mandate).map(({ version }) => version),
        [9],
      );
      assert.equal(latestVersion(drafting, document.mandate)?.document, document);
    });
  });
}
