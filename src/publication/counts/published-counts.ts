import { ACTIVITY_CLASSES, OUTCOME_CLASSES, TOUCHED_AS, type TouchedAs } from './classes.ts';
import { type CellKey, keyText, type Tally, touchedText } from './tally.ts';

/** Numbers are published in multiples of this, rounded down: under it nothing is shown, and above it no single act shows. */
export const SHOWN_MULTIPLE = 5;

export type PublishedCell = CellKey & {
  /** A multiple of {@link SHOWN_MULTIPLE}. The true number is this or up to four more; 0 is none or too few to show. */
  readonly atLeast: number;
};

/** Acts that touch a commitment, all of them counted in the cells as well; `atLeast` as there. */
export type PublishedTouches = { readonly commitment: string; readonly as: TouchedAs; readonly atLeast: number };

/** What is shown: opened + withheld + erased + filler = size. */
export type PublishedCounts = {
  /** Entries of the ledger in the checkpoint that is published. */
  readonly size: number;
  readonly opened: number;
  /** Younger than the delay, too few to show, slips and repetitions: one number, so that no part of it can be told. */
  readonly withheld: number;
  /** Of these not even the decision can be opened any more. */
  readonly erased: number;
  readonly filler: number;
  /** End of the last step that is counted, room time, ms. */
  readonly until: number | null;
  /** Every agency with every class of activity and of outcome, also where nothing is shown. */
  readonly cells: readonly PublishedCell[];
  /** Each commitment that forbids with each way in which an act can touch it, also where nothing is shown. No part of the sum. */
  readonly touched: readonly PublishedTouches[];
  /** Acts and endings of the room's own clock and operator; part of `opened`. */
  readonly room: number;
};

/**
 * What of a tally may be shown. Each number depends on its own true number alone, and a sum only on numbers that are shown: so no margin
 * gives a suppressed number away. A cell with nothing looks like one with too little.
 * @param agencies all agencies of the event, in the order in which they are shown
 * @param commitments ids of those that forbid
 */
export function publishedCounts(
  tally: Tally,
  size: number,
  until: number | null,
  agencies: readonly string[],
  commitments: readonly string[],
): PublishedCounts {
  const cells: PublishedCell[] = [];
  for (const agency of agencies) {
    for (const activityClass of ACTIVITY_CLASSES) {
      for (const outcomeClass of OUTCOME_CLASSES) {
        const key = { agency, activityClass, outcomeClass };
        cells.push({ ...key, atLeast: roundedDown(tally.cells.get(keyText(key)) ?? 0) });
      }
    }
  }
  const touched = commitments.flatMap((commitment) =>
    TOUCHED_AS.map((as) => {
      return { commitment, as, atLeast: roundedDown(tally.touched.get(touchedText(commitment, as)) ?? 0) };
    }),
  );
  const room = roundedDown(tally.room);
  const [erased, filler] = [roundedDown(tally.erased), roundedDown(tally.filler)];
  const opened = cells.reduce((sum, { atLeast }) => sum + atLeast, room);
  return { size, opened, withheld: size - opened - erased - filler, erased, filler, until, cells, touched, room };
}

function roundedDown(number: number): number {
  return number - (number % SHOWN_MULTIPLE);
}
