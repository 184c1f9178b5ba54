import { documentDigest, rulesOfCommitments, rulesOfMandate } from '../../src/mandates/compile.ts';
import { readScenario } from '../../src/mandates/read-scenario.ts';
import { retentionFacts } from '../../src/mandates/retention.ts';
import type { MandateDocument, Scenario } from '../../src/mandates/scenario.ts';
import { vocabularyOfSet, wordsOf } from '../../src/mandates/vocabulary-words.ts';
import type { MandateSet, Rule } from '../../src/terms/mandate-set.ts';
import type { RetentionFacts } from '../../src/terms/retention.ts';
import { DATA_PROTECTION, PRIVACY, RETENTION, withDataProtection } from './data-protection.ts';
import { BREAKS, COMMITMENTS, DRAFTED, MANDATES, NARROWED, RENEWED } from './mandates.ts';
import { VOCABULARY } from './vocabulary.ts';

/** The room opens at this room time. */
export const OPENS_AT = Date.parse('2026-09-14T06:00:00Z');

/** Somebody who can act as a person; `component` is the first one attested. */
export type SimPerson = {
  readonly id: string;
  readonly agency: string;
  readonly component: string;
  readonly roles: readonly string[];
};

const PEOPLE: readonly SimPerson[] = [
  { id: 'commander-1', agency: 'host-auth', component: 'host-auth.command', roles: ['commander'] },
  { id: 'commander-2', agency: 'host-auth', component: 'host-auth.command', roles: ['commander', 'duty-officer'] },
  { id: 'duty-1', agency: 'host-auth', component: 'host-auth.command', roles: ['duty-officer'] },
  { id: 'loggist-1', agency: 'host-auth', component: 'host-auth.command', roles: ['loggist'] },
  { id: 'police-1', agency: 'host-police', component: 'host-police.field', roles: ['field-officer'] },
  { id: 'police-2', agency: 'host-police', component: 'host-police.field', roles: ['field-officer'] },
  { id: 'venue-1', agency: 'summit-office', component: 'summit-office.venue', roles: ['venue-manager'] },
  { id: 'a-lead', agency: 'guest-a', component: 'guest-a.protect', roles: ['liaison-officer'] },
  { id: 'a-detail', agency: 'guest-a', component: 'guest-a.protect', roles: ['support-officer'] },
  { id: 'a-enforcer', agency: 'guest-a', component: 'guest-a.enforce', roles: ['support-officer'] },
  { id: 'b-support-1', agency: 'guest-b', component: 'guest-b.support', roles: ['support-officer'] },
  { id: 'b-support-2', agency: 'guest-b', component: 'guest-b.support', roles: ['support-officer', 'liaison-officer'] },
  { id: 'b-branch', agency: 'guest-b', component: 'guest-b.branch', roles: ['support-officer'] },
];

/** One version of one mandate, as far as the model and the invariants need it. */
export type MandateData = {
  readonly id: string;
  readonly version: number;
  readonly holder: string;
  readonly until: number | null;
  /** Hex SHA-256 of the checked document. */
  readonly digest: string;
  readonly rules: readonly Rule[];
  /** The text to draft it by; null where it is supplied with the event. */
  readonly text: string | null;
  /** The commitments that it breaks by its text alone. */
  readonly breaks: readonly string[];
};

/** The event as data. The engine gets the scenario; model and invariants only what stands beside it. */
export type World = {
  readonly scenario: Scenario;
  readonly vocabulary: MandateSet['vocabulary'];
  readonly mandates: readonly MandateData[];
  readonly commitments: readonly Rule[];
  readonly people: readonly SimPerson[];
  /** How long records are kept; null where nobody has said, and where nobody sits at a data protection desk either. */
  readonly retention: RetentionFacts | null;
};

export type WorldOptions = {
  /** False: no version of a mandate takes away what an earlier one permits. */
  readonly narrows?: boolean | undefined;
  /** False: the host has no data protection desk, so that nothing is ever erased. */
  readonly erases?: boolean | undefined;
};

/** Reads the documents as any scenario is read, and adds the later versions of mandates. */
export function readWorld({ narrows = true, erases = true }: WorldOptions = {}): World {
  const first = erases ? [...MANDATES, DATA_PROTECTION] : MANDATES;
  const read = (mandates: typeof MANDATES) => readEvent(mandates, erases);
  const scenario = read(first);
  const later = (narrows ? [RENEWED, NARROWED] : [RENEWED]).flatMap((versions) => {
    const { mandates } = read(
      first.map((document) => versions.find(({ mandate }) => mandate === document.mandate) ?? document),
    );
    return mandates.filter(({ version }) => version > 1);
  });
  const all = { ...scenario, mandates: [...scenario.mandates, ...later] };
  const drafted = DRAFTED.map((document) => {
    const others = first.map((other) => (other.mandate === document.mandate ? document : other));
    const ofDraft = read(others).mandates.find(({ mandate }) => mandate === document.mandate);
    if (ofDraft === undefined) throw new Error(`the draft of \`${document.mandate}\` was not read`);
    return mandateData(ofDraft, JSON.stringify(document));
  });
  return {
    scenario: all,
    vocabulary: vocabularyOfSet(wordsOf(all.vocabulary)),
    mandates: [...all.mandates.map((document) => mandateData(document, null)), ...drafted],
    commitments: rulesOfCommitments(all.commitments),
    people: peopleOf(erases),
    retention: scenario.retention === null ? null : retentionFacts(scenario.retention),
  };
}

function mandateData(document: MandateDocument, text: string | null): MandateData {
  const { mandate: id, version, holder, until } = document;
  const breaks = BREAKS[`${id}@${version}`] ?? [];
  return {
    id,
    version,
    holder,
    until,
    digest: documentDigest(document),
    rules: rulesOfMandate(document),
    text,
    breaks,
  };
}

function peopleOf(erases: boolean): readonly SimPerson[] {
  return erases ? [...PEOPLE, ...PRIVACY] : PEOPLE;
}

function readEvent(mandates: readonly { readonly mandate: string }[], erases: boolean): Scenario {
  const head = {
    scenario: 'simulated-summit',
    title: 'Simulated summit',
    modes: ['exercise'],
    timezone: 'Europe/Dublin',
    rootMandate: 'host-root',
    mandates: mandates.map(({ mandate }) => mandate),
    sources: [{ id: 'X1', kind: 'exercise', title: 'invented', date: null, note: null }],
  };
  const people = peopleOf(erases).map((person) => ({ ...person, note: null }));
  const documents: [string, object][] = [
    ['scenario.yaml', head],
    ['vocabulary.yaml', erases ? withDataProtection(VOCABULARY) : VOCABULARY],
    ['commitments.yaml', { commitments: COMMITMENTS }],
    ['open-questions.yaml', { questions: [] }],
    ['statements.yaml', { statements: [] }],
    ['roster.yaml', { people }],
    ...(erases ? [['retention.yaml', RETENTION] as [string, object]] : []),
    ...mandates.map((document): [string, object] => [`mandates/${document.mandate}.yaml`, document]),
  ];
  // JSON is YAML: the documents go through the same reader as those that people write.
  const result = readScenario(new Map(documents.map(([file, document]) => [file, JSON.stringify(document)])));
  if (!result.ok) throw new Error(result.problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return result.scenario;
}
