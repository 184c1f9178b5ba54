import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fc } from '../../base/testing/properties.ts';
import { directoryOf } from '../../desk/directory.ts';
import { zoneChanges } from '../../mandates/compare/zone-changes.ts';
import { readScenarioFolder, scenarioFolder } from '../../scenarios/read.ts';
import { EXIT } from '../command.ts';
import { remit } from '../testing/spoken.ts';

const HARBOUR = 'harbour-summit';
const ZONE = 'places: [conference-hall, summit-quay], from: "2026-09-14T00:00:00Z", until: "2026-09-18T20:00:00Z"';
const MOVED = 'places: [ferry-terminal], from: "2026-10-14T00:00:00Z", until: "2026-10-18T20:00:00Z"';

/** A copy of the Harbour Summit of which the vocabulary is written otherwise. */
function harbour(t: TestContext, from: string, to: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'remit-vocabulary-')), HARBOUR);
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(scenarioFolder(HARBOUR), folder, { recursive: true });
  const path = join(folder, 'vocabulary.yaml');
  const text = readFileSync(path, 'utf8');
  assert(text.includes(from), `the vocabulary holds ${from}`);
  writeFileSync(path, text.replace(from, to));
  return folder;
}

const mandate = (...argv: readonly string[]) => remit(['mandate', ...argv]);

describe('compare and the vocabulary', () => {
  test('a zone that is moved is told, with the acts whose outcome changes by it, and is no success', async (t) => {
    const moved = harbour(t, ZONE, MOVED);
    const { code, out } = await mandate('compare', HARBOUR, moved);
    assert.equal(code, EXIT.failed);
    assert.doesNotMatch(out, /nothing reads otherwise|\nno act has another outcome\n/);
    assert.match(
      out,
      /^zone summit-secure changed\n {2}places: Conference hall, Summit quay → Ferry terminal\n {2}from: /,
    );
    assert.match(out, /\nno act has another outcome as long as its facts are the same\nby the vocabulary other facts /);
    assert.match(
      out,
      /\n {2}[^\n]*the place is Conference hall or Summit quay [^\n]*: the zone “secure-harbour” was inside and is outside; asked for by guest-b\/8 and organiser\/2\n {4}other outcomes among them, in 3 regions \(in brackets: before\):\n {6}sweep a venue before it opens, by The visiting police of state B: outside every mandate \(before: permitted\)/,
    );
    assert.match(out, /\nnobody may do more than before, not even with approval: proved over every possible act\n$/);
    // So does the decision on the same words.
    const act = ['activity=sweep-venue', 'component=guest-b-police.event-support', 'role=support-officer'];
    const there = ['purpose=event-security', 'place=summit-quay', 'time=2026-09-15T09:00:00Z', 'approval=granted'];
    const outcomes = [HARBOUR, moved].map(async (of) => {
      return JSON.parse((await mandate('decide', of, ...act, ...there, '--json')).out).outcome;
    });
    assert.deepEqual(await Promise.all(outcomes), ['permitted', 'outside']);
    const back = await mandate('compare', moved, HARBOUR);
    assert.match(back.out, /\nsomebody may do more than before, or come nearer to it by approval\n$/);
  });

  test('the same is said in Italian, and given as data', async (t) => {
    const moved = harbour(t, ZONE, MOVED);
    const { out } = await mandate('compare', HARBOUR, moved, '--italian');
    assert.match(out, /^zona summit-secure si legge diversamente\n {2}luoghi: Conference hall, Summit quay → /);
    assert.match(out, /\nnessun atto ha un altro esito finché i suoi fatti sono gli stessi\nsecondo il vocabolario /);
    assert.match(
      out,
      /risultava dentro e risulta fuori; richiesto da guest-b\/8 e organiser\/2\n {4}altri esiti tra questi, in 3 regioni /,
    );
    const { code, out: json } = await mandate('compare', HARBOUR, moved, '--json');
    const given = JSON.parse(json);
    assert.deepEqual(
      given.vocabulary.map(({ of, id }: { of: string; id: string }) => [of, id]),
      [['zone', 'summit-secure']],
    );
    assert.equal(given.facts.length, 2);
    assert.equal(given.facts.find((one: { clauses: string[] }) => one.clauses.length > 0).logic.result, 'refuted');
    assert.equal(code, EXIT.failed);
  });

  test('what cannot be decided within the budget is said to be undecided, not the same', async (t) => {
    const moved = harbour(t, ZONE, MOVED);
    const { out } = await mandate('compare', HARBOUR, moved, '--budget', '1');
    assert.match(out, /\n {4}which outcomes change among them is UNDECIDED: the budget ended\n/);
    assert.match(out, /\nwhether anybody may do more than before is UNDECIDED: the budget ended\n$/);
  });

  test('facts that change nothing are said to change nothing', async (t) => {
    const before = await mandate('compare', HARBOUR, harbour(t, ZONE, ZONE.replace('2026-09-14', '2026-09-13')));
    assert.match(before.out, /: the zone “secure-harbour” was outside and is inside; asked for by no clause\n$/);
    assert.equal(before.code, EXIT.failed);
    const uncleared = await mandate('compare', HARBOUR, harbour(t, 'clearance: weapon, ', ''));
    assert.match(
      uncleared.out,
      /: the host’s clearance was not held and is not needed; asked for by guest-a\/8\n {4}none of these acts has another outcome\n/,
    );
    const italian = await mandate('compare', HARBOUR, harbour(t, 'clearance: weapon, ', ''), '--italian');
    assert.match(italian.out, /; richiesto da guest-a\/8\n {4}nessuno di questi atti ha un altro esito\n/);
  });

  test('a changed group reads otherwise; so does a name, which decides nothing', async (t) => {
    const group = await mandate(
      'compare',
      HARBOUR,
      harbour(t, 'members: [assess-threat, advise-crowd]', 'members: [assess-threat]'),
    );
    assert.match(group.out, /^group of activities analysis changed\n {2}members: [^\n]+\nother outcomes, in /);
    assert.doesNotMatch(group.out, /nothing reads otherwise|by the vocabulary/);
    const named = await mandate('compare', HARBOUR, harbour(t, 'name: Summit quay', 'name: The quay'));
    assert.equal(named.out, 'place summit-quay changed\n  name: Summit quay → The quay\nno act has another outcome\n');
    assert.deepEqual([group.code, named.code], [EXIT.failed, EXIT.failed], 'something is otherwise');
  });

  test('a text alone that reads otherwise is no success either', async (t) => {
    const folder = harbour(t, 'version:', 'version:');
    const path = join(folder, 'commitments.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('uses no executive power', 'never uses executive power'));
    const { code, out } = await mandate('compare', HARBOUR, folder);
    assert.match(out, /^commitment C1 changed\n[^→]*→[^→]*\nno act has another outcome\n$/);
    assert.equal(code, EXIT.failed);
  });

  test('zones change where the desk derives them otherwise, and nowhere else', async (t) => {
    const read = await Promise.all(
      [HARBOUR, harbour(t, ZONE, MOVED.replace('ferry-terminal', 'harbour')), 'milano-cortina-2026'].map(async (of) => {
        const found = await readScenarioFolder(scenarioFolder(of));
        assert(found.ok);
        return found.scenario;
      }),
    );
    for (const [before, after] of [
      [read[0], read[1]],
      [read[1], read[0]],
    ]) {
      assert(before !== undefined && after !== undefined);
      const [was, is] = [directoryOf(before, 'exercise'), directoryOf(after, 'exercise')];
      const parts = zoneChanges(before.vocabulary, after.vocabulary);
      assert(parts.length > 1);
      const edges = [...was.zoneEdges, ...is.zoneEdges];
      const time = fc.constantFrom(...edges.flatMap((edge) => [edge - 1, edge, edge + 1]));
      fc.assert(
        fc.property(fc.constantFrom(...was.places), time, (place, moment) => {
          const [old, now] = [was.zones(place, moment), is.zones(place, moment)];
          const holding = parts.filter(
            ({ places, windows }) =>
              places.includes(place) &&
              (windows?.some(([from, until]) => (from ?? 0) <= moment && moment < (until ?? Infinity)) ?? true),
          );
          assert.equal(holding.length, JSON.stringify(old) === JSON.stringify(now) ? 0 : 1);
          for (const part of holding) {
            assert.deepEqual(
              [[...part.before.values()], [...part.after.values()]],
              [Object.values(old), Object.values(now)],
            );
          }
        }),
      );
    }
  });
});
