import type { DecisionShown } from '../../../../terms/api/past-decisions.ts';
import { type Drafting, draftingOf } from '../reading/drafting.ts';
import { analyse } from './analyse.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { otherwise } from './otherwise.ts';
import { play } from './play.ts';

/**
 * What the worker does with a message. Between the parts of a draft it pauses, so that a newer draft, which then is the only one that anybody waits for,
 * is turned to at once.
 * @param pause gives what came in meanwhile its turn
 */
export function working(
  send: (message: FromWorker) => void,
  pause: () => Promise<void>,
): (message: ToWorker) => Promise<void> {
  let drafting: Drafting | undefined;
  let recorded: readonly DecisionShown[] = [];
  let newest = -1;
  return async (message) => {
    if (message.ask === 'event') {
      drafting = draftingOf(message.shown);
      return;
    }
    if (message.ask === 'recorded') {
      recorded = message.decisions;
      return;
    }
    if (drafting === undefined) return;
    const { number } = message;
    if (message.ask === 'play') {
      const read = message.text === null ? null : drafting.read(message.text);
      const played = read?.ok === false ? null : play(drafting, read?.document ?? null, message.question);
      send({ is: 'played', number, played });
      return;
    }
    if (message.ask === 'otherwise') {
      send({ is: 'otherwise', number, otherwise: otherwise(drafting, message.draft, recorded) });
      return;
    }
    newest = number;
    for (const part of analyse(drafting, message.draft)) {
      send({ is: 'part', number, ...part });
      await pause();
      if (newest !== number) return;
    }
    send({ is: 'done', number });
  };
}
