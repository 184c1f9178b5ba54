import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SMALL_SET } from '../testing/small-set.ts';
import { commentOf, isWithinWindows, outcomeSymbol, smtSet } from './smt-set.ts';
import { smtFactsOf } from './smt-words.ts';

/** What comes of the rules, under all of docs/formats.md §8. */
const WRITTEN = `(define-fun |a rule 1: host/1| () Bool
  (= |agency| |agency: police|)) ; permit host/1
(define-fun |a rule 2: visit/1| () Bool
  (and (or (= |agency| |agency: visitor|) (= |agency| |agency: stranger|)) (or (= |activity| |activity: patrol|) (= |activity| |activity: arrest|)) (or (= |axis place| |axis place: quay|) (= |axis place| |axis place: park|)) (= |axis conferral| |axis conferral: yes|) (or (< time (- 100)) (and (<= 100 time) (< time 200)) (<= 300 time)))) ; permit visit/1
(define-fun |a rule 3: visit/2| () Bool
  (and (= |agency| |agency: visitor|) (= |activity| |activity: patrol|) (= |axis place| |axis place: quay|) true)) ; permit-with-approval visit/2
(define-fun |a rule 4: visit/3| () Bool
  (and (or (= |agency| |agency: visitor|) (= |agency| |agency: bureau|) (= |agency| |agency: unknown|)) (or (= |activity| |activity: patrol|) (= |activity| |activity: arrest|)) (or (= |axis place| |axis place: park|) (= |axis place| |axis place: unknown|)) true)) ; forbid visit/3
(define-fun |a rule 5: visit/4| () Bool
  (and (= |activity| |activity: patrol|) false)) ; permit visit/4
(define-fun |a rule 6: visit/5| () Bool
  (and (= |activity| |activity: patrol|) false)) ; permit visit/5
(define-fun |a rule 7: K1| () Bool
  (and (= |activity| |activity: patrol|) (<= 150 time))) ; require-approval K1
(define-fun |a rule 8: K1| () Bool
  (and (or (= |agency| |agency: visitor|) (= |agency| |agency: unknown|)) (= |activity| |activity: arrest|))) ; forbid K1
(define-fun |a host| () Bool
  (or (= |agency| |agency: police|) (= |agency| |agency: brigade|)))
(define-fun |a room| () Bool
  (= |agency| |agency: clock|))
(define-fun |a coercion of a guest (R-05)| () Bool
  (and (or (= |activity| |activity: arrest|) (= |activity| |activity: disarm|) (= |activity| |activity: clear|)) (not |a host|)))
(define-fun |a guarded| () Bool
  (and (= |axis accompaniment| |axis accompaniment: yes|) (= |axis conferral| |axis conferral: yes|)))
(define-fun |a safety (R-22)| () Bool
  (or (= |activity| |activity: alert|) (and |a host| (= |activity| |activity: rescue|))))
(define-fun |a against| () Bool
  (or (or |a rule 4: visit/3| |a rule 8: K1|) (and |a coercion of a guest (R-05)| (not |a guarded|))))
(define-fun |a permit| () Bool
  (or |a rule 1: host/1| |a rule 2: visit/1| |a rule 5: visit/4| |a rule 6: visit/5|))
(define-fun |a approvable| () Bool
  |a rule 3: visit/2|)
(define-fun |a demand| () Bool
  (or |a rule 7: K1| |a coercion of a guest (R-05)|))
(define-fun |a outcome| () |Outcome|
  (ite |a safety (R-22)| |outcome: permitted|
  (ite |a room| |outcome: permitted|
  (ite |a against| |outcome: prohibited|
  (ite (not (or |a permit| |a approvable|)) |outcome: outside|
  (ite (and |a permit| (not |a demand|)) |outcome: permitted|
  (ite (= |approval| |approval: granted|) |outcome: permitted|
  |outcome: needs-approval|)))))))`;

test('a set is written rule by rule, and then step by step as interpreter 1 decides', () => {
  assert.equal(smtSet(SMALL_SET, smtFactsOf([SMALL_SET], {}), 'a'), WRITTEN);
  assert.equal(outcomeSymbol('a'), '|a outcome|');
});

test('an activity that only another set has is none that a rule of this one speaks of', () => {
  const { vocabulary } = SMALL_SET;
  const activities = { ...vocabulary.activities, dance: { coercive: false, power: null, safety: 'none' } } as const;
  const other = { ...SMALL_SET, vocabulary: { ...vocabulary, activities }, rules: [] };
  assert.equal(smtSet(SMALL_SET, smtFactsOf([SMALL_SET, other], {}), 'a'), WRITTEN);
});

test('where no vocabulary has a guard, nothing is guarded; where a rule is against, an axis that nobody has matches', () => {
  const { vocabulary } = SMALL_SET;
  const bare = { ...SMALL_SET, vocabulary: { ...vocabulary, axes: { accompaniment: ['yes'] } } };
  const lines = smtSet(bare, smtFactsOf([bare], {}), 'a').split('\n');
  assert.equal(
    lines[lines.indexOf('(define-fun |a guarded| () Bool') + 1],
    '  (and (= |axis accompaniment| |axis accompaniment: yes|) false))',
  );
  assert.match(lines[7] ?? '', / \(= \|activity\| \|activity: arrest\|\)\) true true\)\) ; forbid visit\/3$/);
});

test('windows are half-open, and none at all is never', () => {
  assert.equal(isWithinWindows([[0, 1]]), '(and (<= 0 time) (< time 1))');
  assert.equal(isWithinWindows([]), 'false');
});

test('a comment stays in its line, whatever a document says', () => {
  assert.equal(commentOf('K1: à\n(exit)\r\u2028~ !'), 'K1:   (exit)  ~ !');
});
