import { HOUR } from '../base/clock.ts';
import type { EventDirectory } from '../desk/directory.ts';
import type { ExerciseAct, RosterPerson } from '../mandates/scenario.ts';
import { type GuideKind, guideKindOf } from './guide.ts';

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

/**
 * The lines that a person reads at the start: one a desk, under the name of its room; and how to come by the others.
 * @param links whole addresses, by desk
 * @param url of the room, where a command must name it
 */
export function linksText(seats: readonly DeskSeat[], links: ReadonlyMap<string, string>, url?: string): string {
  const shown = beginHere(seats).filter(({ desk }) => links.has(desk.id));
  const others = seats.filter(({ desk }) => !links.has(desk.id));
  const width = Math.max(0, ...shown.map(({ desk }) => desk.name.length));
  const lines = [...Map.groupBy(shown, ({ room }) => room.name)].flatMap(([room, inRoom]) => [
    `  ${room}`,
    ...inRoom.map(({ desk }) => `    ${desk.name.padEnd(width)}  ${links.get(desk.id) ?? ''}`),
  ]);
  const [other] = others;
  const more =
    other === undefined
      ? []
      : [
          `  the ${others.length} other desks: npx remit link --desk ${other.desk.id}${url === undefined ? '' : ` --url ${url}`}`,
        ];
  const head =
    'Begin here. Each link opens once, within a day, as whoever sits at the desk; open a second one in a private window.';
  return ['', head, ...lines, ...more, '', ''].join('\n');
}
