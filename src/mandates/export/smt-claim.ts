import { UNKNOWN } from '../../terms/axes.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import type { Outcome } from '../../terms/outcome.ts';
import type { Assumptions, Claim, Region } from '../prove/claim.ts';
import { commentOf, isWithinWindows, outcomeSymbol, smtSet } from './smt-set.ts';
import {
  conjunction,
  datatype,
  disjunction,
  isWord,
  listedFacts,
  OUTCOME,
  type SmtFact,
  type SmtFacts,
  smtFactsOf,
  TIME,
} from './smt-words.ts';

const NOW = 'now';
const OTHER = 'other';

/**
 * A claim about a set as an SMT-LIB 2.6 script: one act is asked for that breaks it. `unsat`: there is none, the claim holds; `sat`: it is broken. Ranges over
 * what `prove` ranges over, by the same assumptions, which are written out as assertions. Deterministic.
 * @param told lines of comment that say whose claim it is
 */
export function smtClaim(
  set: MandateSet,
  claim: Claim,
  options: { readonly assumptions?: Assumptions; readonly told?: readonly string[] } = {},
): string {
  const { assumptions = {}, told = [] } = options;
  const other = otherSetOf(claim);
  const facts = smtFactsOf(other === null ? [set] : [set, other], assumptions);
  const shown = [...listedFacts(facts).map((fact) => fact.symbol), TIME, outcomeSymbol(NOW)];
  return `${[
    ...told.map((line) => `; ${commentOf(line)}`),
    `; claim: ${SAID[claim.says]}`,
    '; unsat: the claim holds for every act there can be. sat: it is broken, and this shows an act that breaks it:',
    `;   (get-value (${[...shown, ...(other === null ? [] : [outcomeSymbol(OTHER)])].join(' ')}))`,
    '; SMT-LIB 2.6. Enumerated datatypes and linear comparisons of one integer, without quantifiers.',
    '(set-option :produce-models true)',
    '(set-logic ALL)',
    '',
    '; The words of each fact. `(any other)` stands for every word that neither vocabulary nor rules have.',
    ...[...listedFacts(facts), OUTCOME].map(datatype),
    '',
    '; The act: its facts, and its time in milliseconds.',
    ...listedFacts(facts).map((fact) => `(declare-const ${fact.symbol} ${fact.sort})`),
    `(declare-const ${TIME} Int)`,
    '',
    '; The set: which rules match, and what comes of it (docs/formats.md, section 8). No house rule is shown to be broken: that would only forbid.',
    smtSet(set, facts, NOW),
    ...(other === null ? [] : ['', '; The other set.', smtSet(other, facts, OTHER)]),
    '',
    '; What is taken for granted: components are of their agency, and some agencies have some activities only.',
    ...assumed(facts, assumptions),
    '',
    '; The acts that the claim speaks of.',
    ...within(claim.region, facts),
    '',
    '; The claim is broken.',
    `(assert ${broken(claim, facts)})`,
    '(check-sat)',
  ].join('\n')}\n`;
}

const SAID: Readonly<Record<Claim['says'], string>> = {
  never: 'no act of the region is permitted, not even by approval',
  always: 'every act of the region is permitted, without approval by anybody',
  'unless-approved': 'no act of the region is permitted while the host has not approved it',
  'no-new-permission-since': 'no act of the region gets more than it got under the other set',
  equivalent: 'every act of the region gets the outcome that it gets under the other set',
};

function otherSetOf(claim: Claim): MandateSet | null {
  if (claim.says === 'equivalent') return claim.to;
  return claim.says === 'no-new-permission-since' ? claim.before : null;
}

function assumed(facts: SmtFacts, { componentsOf, activitiesOf }: Assumptions): string[] {
  const component = facts.axes.get('component');
  const only = (map: ReadonlyMap<string, readonly string[]> | undefined, fact: SmtFact | undefined, more: string[]) =>
    [...(map ?? [])].flatMap(([agency, words]) =>
      fact === undefined || !facts.agency.words.includes(agency)
        ? []
        : [`(assert (=> ${isWord(facts.agency, [agency])} ${isWord(fact, [...words, ...more])}))`],
    );
  return [...only(componentsOf, component, [UNKNOWN]), ...only(activitiesOf, facts.activity, [])];
}

function within({ agency, activity, axes, windows, approval }: Region, facts: SmtFacts): string[] {
  const terms = [
    ...(agency === null ? [] : [isWord(facts.agency, agency)]),
    ...(activity === null ? [] : [isWord(facts.activity, activity)]),
    ...(approval === null ? [] : [isWord(facts.approval, approval)]),
    ...Object.entries(axes).flatMap(([axis, words]) => {
      const fact = facts.axes.get(axis);
      return fact === undefined ? [] : [isWord(fact, words)];
    }),
    ...(windows === null ? [] : [isWithinWindows(windows)]),
  ];
  return terms.map((term) => `(assert ${term})`);
}

function broken({ says }: Claim, { approval }: SmtFacts): string {
  const [now, then] = [outcomeSymbol(NOW), outcomeSymbol(OTHER)];
  const is = (symbol: string, ...outcomes: Outcome[]) =>
    disjunction(outcomes.map((one) => `(= ${symbol} ${OUTCOME.constructorOf(one)})`));
  const reached = (symbol: string) => [is(symbol, 'permitted'), is(symbol, 'permitted', 'needs-approval')] as const;
  switch (says) {
    case 'never':
      return is(now, 'permitted', 'needs-approval');
    case 'always':
      return `(not ${is(now, 'permitted')})`;
    case 'unless-approved':
      return conjunction([is(now, 'permitted'), `(not ${isWord(approval, ['granted'])})`]);
    case 'equivalent':
      return `(not (= ${now} ${then}))`;
    case 'no-new-permission-since': {
      const [full, some] = reached(now);
      const [fullThen, someThen] = reached(then);
      return disjunction([`(and ${full} (not ${fullThen}))`, `(and ${some} (not ${someThen}))`]);
    }
  }
}
