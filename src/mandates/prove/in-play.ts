import type { RuleEffect } from '../../terms/mandate-set.ts';
import type { Kind } from './buckets.ts';
import type { Known, Situation } from './outcomes.ts';
import type { WalkRule } from './walk-rules.ts';

/** Acts that are looked at together: what rules can still match them, and what of them was not divided yet. */
export type Part = {
  /** Rules that can still match, ascending. */
  readonly live: readonly number[];
  /** Axes and time that were not divided yet, as a mask. */
  readonly left: number;
  readonly approved: Known;
  /** Axes that R-05 looks at and that were not divided yet, as a mask. */
  readonly guards: number;
  /** Accompaniment or conferral is lacking. */
  readonly isUnguarded: boolean;
};

/** What is known of a part in one set, and the rules of it that can still change its outcome. */
export type InPlay = { readonly situation: Situation; readonly rules: readonly number[] };

/** Of an activity that the rules do not decide, since it is safety work or the room's own. */
export function isWithoutRules({ isSafety, standing }: Kind): boolean {
  return isSafety || standing === 'room';
}

/**
 * What is known of a part in one set. Of its rules those are left out that can change nothing any more: where one matches every act of the part, others
 * of its effect; permits with approval beside a sure permit; demands where nothing permits or the host approved. What is left out decides no part of the
 * part either, so that the acts fall into fewer of them.
 * @param side of the set
 * @param kind of the part's acts in that set
 */
export function inPlay(
  { live, left, approved, guards, isUnguarded }: Part,
  rules: readonly WalkRule[],
  side: number,
  kind: Kind,
): InPlay {
  const known: Record<RuleEffect, Known> = {
    permit: 'none',
    'permit-with-approval': 'none',
    forbid: 'none',
    'require-approval': 'none',
  };
  const sure = new Map<RuleEffect, number>();
  for (const n of live) {
    const rule = rules[n];
    if (rule === undefined || !speaks(rule, side, kind)) continue;
    if ((rule.mask & left) === 0) {
      known[rule.effect] = 'all';
      if (!sure.has(rule.effect)) sure.set(rule.effect, n);
    } else if (known[rule.effect] === 'none') known[rule.effect] = 'some';
  }
  const isCoercion = kind.isGuestCoercion;
  const isBarred = isCoercion && isUnguarded;
  const isBarredPerhaps = isCoercion && guards !== 0 && known.forbid === 'none';
  const against = isBarred ? 'all' : isBarredPerhaps ? 'some' : known.forbid;
  const matters: Record<RuleEffect, boolean> = {
    forbid: !isBarred,
    permit: against !== 'all',
    'permit-with-approval': against !== 'all' && known.permit !== 'all',
    'require-approval': against !== 'all' && !isCoercion && known.permit !== 'none' && approved !== 'all',
  };
  const isInPlay = (n: number) => {
    const rule = rules[n];
    if (rule === undefined || !matters[rule.effect] || !speaks(rule, side, kind)) return false;
    return (sure.get(rule.effect) ?? n) === n;
  };
  return {
    situation: {
      against,
      permit: known.permit,
      approvable: known['permit-with-approval'],
      demand: isCoercion ? 'all' : known['require-approval'],
      approved,
    },
    rules: live.filter(isInPlay),
  };
}

/** A rule for listed activities says nothing of one that the vocabulary of its set has not. */
function speaks({ sides, activity }: WalkRule, side: number, { isKnown }: Kind): boolean {
  return (sides & (1 << side)) !== 0 && (activity === null || isKnown);
}
