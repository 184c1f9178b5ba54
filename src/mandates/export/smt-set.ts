import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet, Rule, RuleEffect, Standing, TimeWindow } from '../../terms/mandate-set.ts';
import { isAgainst } from '../rule-bucket.ts';
import { conjunction, disjunction, isWord, OUTCOME, type SmtFacts, symbol, TIME } from './smt-words.ts';

/**
 * Interpreter 1 over one set, as SMT-LIB functions of the declared facts: one Boolean a rule, and at last the outcome. House rules that the records show
 * to be broken only ever forbid, and are taken as kept, as in `prove`.
 * @param name goes before every name that is defined, so that two sets can be compared
 */
export function smtSet(set: MandateSet, facts: SmtFacts, name: string): string {
  const rules = set.rules.map((rule, n) => ({ rule, symbol: symbol(`${name} rule ${n + 1}: ${rule.id}`) }));
  const anyOf = (effect: RuleEffect) =>
    disjunction(rules.flatMap(({ rule, symbol: of }) => (rule.effect === effect ? [of] : [])));
  const known = Object.entries(set.vocabulary.activities);
  const activities = (wanted: (of: (typeof known)[number][1]) => boolean) =>
    isWord(
      facts.activity,
      known.flatMap(([id, of]) => (wanted(of) ? [id] : [])),
    );
  const standing = (...wanted: Standing[]) =>
    isWord(
      facts.agency,
      Object.entries(set.vocabulary.agencies).flatMap(([id, of]) => (wanted.includes(of.standing) ? [id] : [])),
    );
  const of = (what: string) => symbol(`${name} ${what}`);
  const steps: readonly (readonly [what: string, term: string])[] = [
    ['host', standing('host-authority', 'host')],
    ['room', standing('room')],
    ['coercion of a guest (R-05)', conjunction([activities(({ coercive }) => coercive), `(not ${of('host')})`])],
    ['guarded', conjunction([guard(facts, 'accompaniment'), guard(facts, 'conferral')])],
    [
      'safety (R-22)',
      disjunction([
        activities(({ coercive, safety }) => !coercive && safety === 'everyone'),
        conjunction([of('host'), activities(({ coercive, safety }) => !coercive && safety === 'host')]),
      ]),
    ],
    [
      'against',
      disjunction([anyOf('forbid'), conjunction([of('coercion of a guest (R-05)'), `(not ${of('guarded')})`])]),
    ],
    ['permit', anyOf('permit')],
    ['approvable', anyOf('permit-with-approval')],
    ['demand', disjunction([anyOf('require-approval'), of('coercion of a guest (R-05)')])],
  ];
  return [
    ...rules.map(({ rule, symbol: as }) => boolean(as, ruleTerm(rule, set, facts), `${rule.effect} ${rule.id}`)),
    ...steps.map(([what, term]) => boolean(of(what), term)),
    outcome(of, facts),
  ].join('\n');
}

/** The name of the outcome that {@link smtSet} defines. */
export function outcomeSymbol(name: string): string {
  return symbol(`${name} outcome`);
}

/** Within one of the windows, half-open. */
export function isWithinWindows(windows: readonly TimeWindow[]): string {
  const bound = (ms: number) => (ms < 0 ? `(- ${-ms})` : String(ms));
  return disjunction(
    windows.map(([from, until]) =>
      conjunction([
        ...(from === null ? [] : [`(<= ${bound(from)} ${TIME})`]),
        ...(until === null ? [] : [`(< ${TIME} ${bound(until)})`]),
      ]),
    ),
  );
}

/** Steps 2 to 9 of docs/formats.md §8. */
function outcome(of: (what: string) => string, { approval }: SmtFacts): string {
  const is = (word: string) => OUTCOME.constructorOf(word);
  const cases: readonly (readonly [condition: string, outcome: string])[] = [
    [of('safety (R-22)'), is('permitted')],
    [of('room'), is('permitted')],
    [of('against'), is('prohibited')],
    [`(not (or ${of('permit')} ${of('approvable')}))`, is('outside')],
    [`(and ${of('permit')} (not ${of('demand')}))`, is('permitted')],
    [isWord(approval, ['granted']), is('permitted')],
  ];
  const term = cases.reduceRight(
    (rest, [condition, then]) => `(ite ${condition} ${then}\n  ${rest})`,
    is('needs-approval'),
  );
  return `(define-fun ${of('outcome')} () ${OUTCOME.sort}\n  ${term})`;
}

function ruleTerm(rule: Rule, { vocabulary }: MandateSet, facts: SmtFacts): string {
  const { agency, activity, axes, windows } = rule;
  const orUnknown = (words: readonly string[]) => {
    const known = words.filter((word) => word !== UNKNOWN);
    return isAgainst(rule) ? [...known, UNKNOWN] : known;
  };
  const known = activity?.filter((one) => Object.hasOwn(vocabulary.activities, one)) ?? null;
  return conjunction([
    ...(agency === null ? [] : [isWord(facts.agency, orUnknown(agency))]),
    ...(known === null ? [] : [isWord(facts.activity, known)]),
    ...Object.entries(axes).map(([axis, words]) => {
      const fact = facts.axes.get(axis);
      // No vocabulary has it, so the fact is always unknown.
      return fact === undefined ? String(isAgainst(rule)) : isWord(fact, orUnknown(words));
    }),
    ...(windows === null ? [] : [isWithinWindows(windows)]),
  ]);
}

function guard(facts: SmtFacts, axis: string): string {
  const fact = facts.axes.get(axis);
  return fact === undefined ? 'false' : isWord(fact, ['yes']);
}

function boolean(name: string, term: string, told?: string): string {
  return `(define-fun ${name} () Bool\n  ${term})${told === undefined ? '' : ` ; ${commentOf(told)}`}`;
}

/** One line of comment: nothing that a document says can end it. */
export function commentOf(text: string): string {
  return text.replace(/[^ -~]/gu, ' ');
}
