import { TERM_NAMES } from '../../terms/mandate-terms.ts';

/** A scenario as small as the tests of this folder need it: one host, one organiser, one guest, a stadium and an office. */

const AXES_ANY = `    component: any
    role: any
    purpose: any
    place: any
    room: any
    accompaniment: any
    conferral: any
    clearance: any
    direction: any
    handling: any
    consent: any
    recipient: any
    zones: any
    time: any
`;

/** A permit with `any` on every axis but those given, as the YAML of one clause. */
export function permitClause(
  id: string | number,
  activity: string,
  axes: Readonly<Record<string, string>> = {},
): string {
  let lines = AXES_ANY;
  for (const [axis, words] of Object.entries(axes)) {
    lines = lines.replace(new RegExp(`^    ${axis}: any$`, 'm'), `    ${axis}: ${words}`);
  }
  return `  - id: ${id}
    effect: permit
    text: "Clause ${id}."
    basis: assumption
    source: [X1]
    activity: ${activity}
${lines}`;
}

/** Every term left open by the question `Q1`, as the YAML of a mandate. */
export const OPEN_TERMS = `terms:
${TERM_NAMES.map((name) => `  ${name}: {open: Q1}\n`).join('')}`;

const SCENARIO = `scenario: small
title: A small event
modes: [exercise]
timezone: Europe/Rome
capitals: {guest: America/New_York}
rootMandate: root
mandates: [root, visit]
sources:
  - {id: X1, kind: exercise, title: "made up", date: null, note: null}
`;

const VOCABULARY = `vocabulary: small
version: 1
agencies:
  - {id: host, name: The host, state: aa, standing: host-authority, components: [{id: host.desk, name: Desk}]}
  - {id: office, name: The office, state: aa, standing: organiser, components: [{id: office.staff, name: Staff}]}
  - id: guest
    name: The guest
    state: bb
    standing: guest
    components: [{id: guest.analysts, name: Analysts}, {id: guest.field, name: Field arm}]
offices: [{id: minister, name: The minister, agency: host}]
roles: [{id: duty, name: Duty officer}, {id: analyst, name: Analyst}]
activities:
  - {id: assess, name: assess a threat, coerciveness: none, safety: none}
  - {id: patrol, name: patrol, coerciveness: presence, safety: none}
  - {id: arrest, name: arrest a person, coerciveness: coercive, power: arrest, safety: none}
  - {id: lead-out, name: lead people out, coerciveness: protective, safety: everyone}
activityGroups: [{id: streets, members: [patrol, arrest]}]
purposes: [{id: security, name: security of the event}, {id: crime, name: countering organised crime}]
places:
  - {id: land, name: The land, within: null}
  - {id: town, name: The town, within: land}
  - {id: stadium, name: The stadium, within: town, position: [45.478, 9.124], approximate: true, source: X1}
  - {id: consulate, name: The consulate, within: town}
rooms:
  - id: main-room
    name: Main room
    owner: host
    place: town.elsewhere
    desks: [{id: main-room.duty, name: Duty, roles: [duty]}]
  - id: guest-room
    name: Guest room
    owner: guest
    place: consulate
    desks: [{id: guest-room.analysis, name: Analysis, roles: [analyst]}]
incidentCategories: [crowd]
zoneKinds: [maximum]
zones:
  - {id: stadium-zone, kind: maximum, places: [stadium], from: "2026-02-04T00:00:00Z", until: null, source: X1}
phases:
  - {id: games, from: "2026-02-06T00:00:00Z", until: "2026-02-08T00:00:00Z"}
`;

const ROOT = `mandate: root
version: 1
title: The host's own work
holder: host
issuer: host
instrument: null
from: null
until: null
openQuestions: [Q1]
${OPEN_TERMS}clauses:
${permitClause(1, 'any')}`;

const VISIT = `mandate: visit
version: 2
title: The visit
holder: guest
issuer: host
instrument: null
from: "2026-02-05T00:00:00Z"
until: "2026-02-09T00:00:00Z"
openQuestions: [Q1]
${OPEN_TERMS.replace('arms: {open: Q1}', 'arms: {text: "None.", source: [X1]}')}clauses:
${permitClause(1, '[group:room-keeping]', { component: '[guest.analysts]', room: '[guest-room]' })}
${permitClause(2, '[assess]', { purpose: '{not: [room-duty]}', place: '[consulate]', time: '[{phase: games}]' })}
  - id: 3
    effect: forbid
    text: "No streets."
    basis: assumption
    source: [X1]
    activity: [group:streets]
    place: {not: [consulate]}
`;

const COMMITMENTS = `commitments:
  - id: K1
    by: The minister
    date: null
    text: "No guest arrests anybody."
    source: [X1]
    binds: guests
    form: rule
    effect: forbid
    activity: [arrest]
  - id: K2
    by: The minister
    date: "in spring"
    text: "The field arm stays at home."
    source: [X1]
    binds: {agency: [guest], component: [guest.field]}
    form: rule
    effect: require-approval
    activity: any
  - id: K3
    by: The minister
    date: null
    text: "All will be well."
    source: []
    binds: everyone
    form: statement
    why: "a wish"
`;

const EXERCISE = `exercise: small
day: 1
acts:
  - id: d1-001
    at: "2026-02-06T06:00:00Z"
    by: analyst-a
    desk: guest-room.analysis
    kind: deed.propose
    activity: assess
    purpose: security
    detail: {until: "2026-02-06T08:00:00+01:00", what: "a threat"}
    expect: {outcome: permitted, clauses: [visit/2], source: "clause 2"}
  - id: d1-002
    at: "2026-02-06T06:01:00Z"
    by: analyst-a
    desk: guest-room.analysis
    kind: deed.begin
    detail: {deed: {deed: d1-001}}
    expect: {outcome: permitted, clauses: [visit/1], source: "clause 1"}
  - id: d1-003
    at: "2026-02-06T08:00:00Z"
    check: {kind: deed.ended, of: d1-001}
`;

/** The files of the scenario `small`, with some replaced, changed by text, or (undefined) left out. */
export function smallScenario(
  changes: Readonly<Record<string, string | undefined | ((text: string) => string)>> = {},
): Map<string, string> {
  const files = new Map([
    ['scenario.yaml', SCENARIO],
    ['vocabulary.yaml', VOCABULARY],
    ['mandates/root.yaml', ROOT],
    ['mandates/visit.yaml', VISIT],
    ['commitments.yaml', COMMITMENTS],
    ['open-questions.yaml', 'questions:\n  - {id: Q1, text: "On what does it rest?", axis: null, source: []}\n'],
    [
      'statements.yaml',
      'statements:\n  - {id: S1, office: minister, said: "2026-01-27", text: "All is well.", source: [X1]}\n',
    ],
    [
      'roster.yaml',
      'people:\n  - {id: analyst-a, agency: guest, component: guest.analysts, roles: [analyst], note: null}\n',
    ],
    ['exercise/day-1.yaml', EXERCISE],
  ]);
  for (const [file, change] of Object.entries(changes)) {
    const text = files.get(file) ?? '';
    if (change === undefined) files.delete(file);
    else files.set(file, typeof change === 'string' ? change : change(text));
  }
  return files;
}
