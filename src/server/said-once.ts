import { MINUTE } from '../base/clock.ts';

/** Different messages that are kept apart within a minute; what is beyond is said as it comes. */
const APART_MAX = 64;

/**
 * Says a message that comes over and over once a minute, with how often it came meanwhile: whoever can cause an error does not fill the disk by it.
 * @param say what is said
 * @param later calls back after so many ms; by the clock of the process, where it is left out
 */
export function saidOnce(
  say: (message: string) => void,
  later: (ms: number, call: () => void) => void = (ms, call) => setTimeout(call, ms).unref(),
): (message: string) => void {
  const more = new Map<string, number>();
  return (message) => {
    const count = more.get(message);
    if (count !== undefined) {
      more.set(message, count + 1);
      return;
    }
    say(message);
    if (more.size >= APART_MAX) return;
    more.set(message, 0);
    later(MINUTE, () => {
      const again = more.get(message) ?? 0;
      more.delete(message);
      if (again > 0) say(`${again} times more within a minute: ${message}`);
    });
  };
}
