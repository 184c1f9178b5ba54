import { HOUR } from '../base/clock.ts';
import type { EventDirectory } from '../desk/directory.ts';
import type { ExerciseAct, RosterPerson } from '../mandates/scenario.ts';
import { type GuideKind, guideKindOf, isNamedFor } from './guide.ts';

/** A desk and who of the invented people may sit there: somebody who comes in acts as that person. */
export type DeskSeat = {
  readonly room: { readonly id: string; readonly name: string };
  readonly desk: { readonly id: string; readonly name: string };
  readonly person: string;
  readonly kind: GuideKind;
};

/** The desks that people begin at, most useful first; the links of the others are asked for. */
const BEGIN_HERE: readonly GuideKind[] = [
  'duty-officer',
  'approving-officer',
  'loggist',
  'guest-liaison',
  'oversight',
  'data-protection',
  'director',
  'authority',
  'legal-officer',
];

/** A room that opens takes its desks within this time. */
const OPENING_MS = 2 * HOUR;

/**
 * One person for each desk: who holds it now; else who is the first to take it in the script; else the first of the roster who may. Desks of the
 * host's rooms come first. A desk that nobody may hold is left out.
 * @param holder who holds a desk by the records now
 */
export function deskSeats(
  directory: Pick<EventDirectory, 'scenario' | 'mayHold' | 'standing'>,
  holder: (desk: string) => string | undefined,
): DeskSeat[] {
  const { scenario } = directory;
  const people = new Map(scenario.roster.map((person) => [person.id, person]));
  const seated = new Set<string>();
  const isHosts = (owner: string) =>
    directory.standing(owner) === 'host-authority' || directory.standing(owner) === 'host';
  const rooms = [...scenario.vocabulary.rooms].sort((a, b) => Number(isHosts(b.owner)) - Number(isHosts(a.owner)));
  return rooms.flatMap(({ id, name, desks }) =>
    desks.flatMap((desk) => {
      const may = ({ id: person, agency, roles }: RosterPerson) =>
        !seated.has(person) && directory.mayHold(desk.id, agency) && desk.roles.some((role) => roles.includes(role));
      const scripted = firstSignOn(directory, desk.id)?.by;
      const chosen = [holder(desk.id), scripted]
        .map((person) => people.get(person ?? ''))
        .find((one) => one && may(one));
      const person = chosen ?? scenario.roster.find(may);
      if (person === undefined) return [];
      seated.add(person.id);
      const role = desk.roles.find((one) => person.roles.includes(one)) ?? '';
      const kind = guideKindOf(scenario, { role, guest: directory.standing(person.agency) === 'guest' });
      return [{ room: { id, name }, desk: { id: desk.id, name: desk.name }, person: person.id, kind }];
    }),
  );
}

/** The step by which a desk is first taken in the script, as its author expects. */
function firstSignOn({ scenario }: Pick<EventDirectory, 'scenario'>, desk: string) {
  return scenario.exercise
    .flatMap(({ steps }) => steps)
    .find((step) => {
      if (step.step !== 'act' || step.kind !== 'desk.sign-on' || step.expect.outcome !== 'permitted') return false;
      return step.detail.desk === desk;
    }) as ExerciseAct | undefined;
}

/**
 * How many steps of the script open the room: until the desks are taken at which one begins. Who comes in finds the others there and the
 * mandates in force, and need not wait for it. What is taken later than {@link OPENING_MS} after the first step is no part of it.
 */
export function openingSteps(directory: Pick<EventDirectory, 'scenario' | 'mayHold' | 'standing'>): number {
  const steps = directory.scenario.exercise.flatMap((day) => day.steps);
  const until = (steps[0]?.at ?? 0) + OPENING_MS;
  const taken = beginHere(deskSeats(directory, () => undefined)).flatMap(({ desk }) => {
    const step = firstSignOn(directory, desk.id);
    return step === undefined || step.at > until ? [] : [steps.indexOf(step) + 1];
  });
  return Math.max(0, ...taken);
}

/** Those of the seats at which one begins: the first of each kind, and every liaison of a guest. */
export function beginHere(seats: readonly DeskSeat[]): DeskSeat[] {
  return BEGIN_HERE.flatMap((kind) => {
    const ofKind = seats.filter((seat) => seat.kind === kind);
    return kind === 'guest-liaison' ? ofKind : ofKind.slice(0, 1);
  });
}

/** Somebody whom no desk is wanted of: who signs mandates, before or beside holding a desk. */
export type Signatory = { readonly person: string; readonly name: string };

/**
 * Who signs mandates and sits at none of the desks: the first of each role and agency, named by both. Guests' states sign before a guest
 * has a desk, and who drafted a mandate does not sign it.
 */
export function signatories({ scenario }: Pick<EventDirectory, 'scenario'>, seats: readonly DeskSeat[]): Signatory[] {
  const { roles, agencies } = scenario.vocabulary;
  const seated = new Set(seats.map(({ person }) => person));
  const found = new Map<string, Signatory>();
  for (const { id, agency, roles: held } of scenario.roster) {
    const role = held.find((one) => isNamedFor(scenario, one, 'mandate.sign', agency));
    const key = `${role} ${agency}`;
    if (role === undefined || seated.has(id) || found.has(key)) continue;
    const named = (list: readonly { readonly id: string; readonly name: string }[], word: string) =>
      list.find((one) => one.id === word)?.name ?? word;
    found.set(key, { person: id, name: `${named(roles, role)}, ${named(agencies, agency)}` });
  }
  return [...found.values()];
}

/** Whose desks lead a mandate into force: they stand in a group of their own, with who signs. */
const MANDATING: readonly GuideKind[] = ['authority', 'legal-officer'];

type Links = {
  readonly seats: readonly DeskSeat[];
  readonly signatories: readonly Signatory[];
  /** Whole addresses, by desk, and by person of who signs without one. */
  readonly links: ReadonlyMap<string, string>;
  /** Of the room, where a command must name it. */
  readonly url?: string | undefined;
};

/**
 * The lines that a person reads at the start: one a desk, under the name of its room; those that lead a mandate into force together; and how to
 * come by the others.
 */
export function linksText({ seats, signatories: signing, links, url }: Links): string {
  const shown = beginHere(seats).flatMap((seat) => {
    const link = links.get(seat.desk.id);
    return link === undefined ? [] : [{ ...seat, link }];
  });
  const [mandating, working] = [true, false].map((of) => shown.filter(({ kind }) => MANDATING.includes(kind) === of));
  const rooms = [...Map.groupBy(working ?? [], ({ room }) => room.name)].map(([head, inRoom]): Group => {
    return { head, lines: inRoom.map(({ desk, link }) => [desk.name, link]) };
  });
  const led = (mandating ?? []).map(({ desk, link }): Line => [desk.name, link]);
  const signed = signing.flatMap(({ person }): Line[] => {
    const link = links.get(person);
    return link === undefined ? [] : [[`${person} (signs, no desk)`, link]];
  });
  const groups = [
    ...rooms,
    { head: 'Mandates: drafted, reviewed, signed by two, put in force', lines: [...led, ...signed] },
  ];
  const width = Math.max(0, ...(working?.map(({ desk }) => desk.name.length) ?? []));
  const head =
    'Begin here. Each link opens once, within a day, as whoever sits at the desk; open a second one in a private window.';
  const at = url === undefined ? '' : ` --url ${url}`;
  const others = seats.filter(({ desk }) => !links.has(desk.id)).length;
  const more = others === 0 ? [] : [`  the ${others} other desks: npx remit link --list${at}`];
  return ['', head, ...groups.flatMap((group) => linesOf(group, width)), ...more, '', ''].join('\n');
}

type Line = readonly [name: string, link: string];
type Group = { readonly head: string; readonly lines: readonly Line[] };

function linesOf({ head, lines }: Group, width: number): string[] {
  const wide = Math.max(width, ...lines.map(([name]) => name.length));
  return lines.length === 0 ? [] : [`  ${head}`, ...lines.map(([name, link]) => `    ${name.padEnd(wide)}  ${link}`)];
}

/** Every desk that somebody may take, under its room, and who signs without one: each with what to ask a link by. */
export function placesText(seats: readonly DeskSeat[], signing: readonly Signatory[]): string {
  const rooms = [...Map.groupBy(seats, ({ room }) => room.name)].map(([head, inRoom]): Group => {
    return { head, lines: inRoom.map(({ desk, person }) => [`--desk ${desk.id}`, `${desk.name} (${person})`]) };
  });
  const away = { head: 'Without a desk', lines: signing.map(({ person, name }): Line => [`--as ${person}`, name]) };
  const width = Math.max(0, ...rooms.flatMap(({ lines }) => lines.map(([name]) => name.length)));
  return [...rooms, away].flatMap((group) => linesOf(group, width)).join('\n');
}
