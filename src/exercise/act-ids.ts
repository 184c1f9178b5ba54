import { sha256Hex } from '../base/digest.ts';
import type { InjectAct } from '../mandates/scenario.ts';
import type { Act } from '../terms/act.ts';

/** An act of the script goes by its first id that nobody else has used; ids are public, so anybody may use one before the script does. */
export const IDS_OF_AN_ACT = 8;

/** What of a step tells its act from somebody else's under the same id. */
export type OwnStep = Pick<InjectAct, 'by' | 'kind' | 'activity' | 'purpose' | 'place'>;

/**
 * The id under which an act of the script is entered; the same each time, so that it is entered once.
 * @param nth which of its ids, from 1; the next is taken where somebody else has used the one before
 */
export function exerciseActId(scenario: string, act: string, nth = 1): string {
  const own = nth === 1 ? act : `${act}-again-${nth}`;
  const id = `${scenario}-${own}`;
  return id.length <= 64 ? id : `${sha256Hex(scenario).slice(0, 16)}-${sha256Hex(own).slice(0, 32)}`;
}

/** The same of the nth act (from 1) of an inject. */
export function injectActId(scenario: string, inject: string, n: number, nth = 1): string {
  return exerciseActId(scenario, `inject-${inject}-${n}`, nth);
}

/** All ids under which {@link exerciseActId} or {@link injectActId} may enter one act. */
export function allIds(idOf: (nth: number) => string): string[] {
  return Array.from({ length: IDS_OF_AN_ACT }, (_, n) => idOf(n + 1));
}

/**
 * Is this the act of that step, and not somebody else's under its id? Times and detail are not compared: they are known only once the acts
 * before it are entered.
 */
export function isActOf(act: Act, { by, kind, activity, purpose, place }: OwnStep): boolean {
  return (
    act.actor === by && act.kind === kind && act.activity === activity && act.purpose === purpose && act.place === place
  );
}
