import { beginHere, deskSeats, linksText, openingSteps, signatories } from '../exercise/desk-links.ts';
import { ExerciseRun } from '../exercise/run.ts';
import type { LedgerStore } from '../ledger/store/port.ts';
import { sentenceOf } from './fatal.ts';
import type { StartOutput } from './main.ts';
import type { OpenRoom } from './room.ts';
import type { Ending } from './stopping.ts';

/** Commands ask there unless told otherwise. */
const DEFAULT_PORT = '8700';

/** The exercise of an open room, and how to play it beside the room; gives back how to wait for its end. */
export type Playing = { readonly run: ExerciseRun; play(): () => Promise<void> };

/** Makes the exercise of an open room. It begins with `play`. */
export function exerciseOf(
  room: OpenRoom,
  store: Pick<LedgerStore, 'entries' | 'openings'>,
  options: { readonly slowsForPeople: boolean },
  ending: Pick<Ending, 'signal' | 'end'>,
  output: StartOutput,
): Playing {
  const run = new ExerciseRun({
    room,
    store,
    scenario: room.directory.scenario,
    signal: ending.signal,
    slowsForPeople: options.slowsForPeople,
    // Who asked for a speed gets it from the first step on.
    ...(options.slowsForPeople ? { opening: openingSteps(room.directory) } : {}),
    differs: ({ id, what, got, expected }) =>
      output.err(`remit: ${id} (${what}) gave ${got}; its author expected ${expected}\n`),
    say: (sentence) => output.out(`${sentence}\n`),
  });
  return {
    run,
    play() {
      const playing = run.play().then(
        ({ acts, heldUp, differing, whole }) => {
          if (!whole) return;
          const came = howItCame(differing.length, run.people);
          output.out(`The exercise is over: ${acts} acts, ${heldUp} of them held up; ${came}. The room stays open.\n`);
        },
        (error: unknown) => ending.end({ why: 'failed', sentence: `the exercise broke off: ${sentenceOf(error)}` }),
      );
      return async () => {
        await playing;
        await run.closed();
      };
    },
  };
}

function howItCame(differing: number, people: boolean): string {
  if (differing === 0) return 'all came out as written';
  return `${differing} came out otherwise than written${people ? ', as it may where people act' : ''}`;
}

/**
 * One-time links of the desks at which one begins and of who signs mandates without one, as text for the terminal. Each start makes new ones; those of before that nobody used
 * expire by themselves.
 * @param linkFor makes a link, as a path on this room
 * @param address of this room, ending in a slash
 */
export async function deskLinks(
  room: OpenRoom,
  linkFor: (person: string, desk: string | null) => Promise<{ readonly path: string }>,
  address: string,
): Promise<string> {
  const seats = deskSeats(room.directory, (desk) => {
    return room.readable.records.shifts.standing('desk', desk, room.roomNow())[0]?.person;
  });
  const links = new Map<string, string>();
  for (const { desk, person } of beginHere(seats)) {
    const { path } = await linkFor(person, desk.id);
    links.set(desk.id, new URL(path, address).href);
  }
  const signing = signatories(room.directory, seats);
  for (const { person } of signing) {
    const { path } = await linkFor(person, null);
    links.set(person, new URL(path, address).href);
  }
  const { port } = new URL(address);
  const url = port === DEFAULT_PORT ? undefined : `http://127.0.0.1:${port}`;
  return linksText({ seats, signatories: signing, links, url });
}
