import type { Scenario } from '../mandates/scenario.ts';
import {
  DATA_PROTECTION_ROLE,
  DUTY_OFFICER_ROLE,
  EXERCISE_DIRECTOR_ROLE,
  OVERSIGHT_ROLES,
} from '../terms/act-kinds.ts';
import type { Guide, GuideStep } from '../terms/api/event.ts';
import { guestSteps } from './guide-guest.ts';
import { hostSteps } from './guide-host.ts';
import { overseeingSteps } from './guide-overseeing.ts';

/** What kind of work somebody does, as far as the first five minutes differ by it. */
export type GuideKind =
  | 'duty-officer'
  | 'approving-officer'
  | 'loggist'
  | 'guest-liaison'
  | 'oversight'
  | 'data-protection'
  | 'director'
  | 'field'
  | 'other';

/** Whom a guide is for, by the records. */
export type GuideReader = {
  readonly agency: string;
  readonly role: string;
  readonly guest: boolean;
};

/** The first five minutes of somebody: four to six short steps, each with what shows that it was done. */
export function guideOf(scenario: Scenario, reader: GuideReader): Guide {
  const kind = guideKindOf(scenario, reader);
  return { kind, steps: [...stepsOf(kind, scenario, reader)] };
}

/** By the roles that every event has, and by what the mandates name a role for. */
export function guideKindOf(scenario: Scenario, { role, guest }: Pick<GuideReader, 'role' | 'guest'>): GuideKind {
  if (guest) return role.includes('liaison') ? 'guest-liaison' : 'other';
  if (role === EXERCISE_DIRECTOR_ROLE) return 'director';
  if (role === DATA_PROTECTION_ROLE) return 'data-protection';
  if (OVERSIGHT_ROLES.includes(role)) return 'oversight';
  if (role === DUTY_OFFICER_ROLE) return 'duty-officer';
  if (isNamedFor(scenario, role, 'approval.oral')) return 'loggist';
  if (isNamedFor(scenario, role, 'approval.answer')) return 'approving-officer';
  return role.startsWith('field-') ? 'field' : 'other';
}

/** Does a permit name this very role for an activity? One for whatever role does not. */
function isNamedFor({ mandates }: Scenario, role: string, activity: string): boolean {
  return mandates.some(({ clauses }) =>
    clauses.some(({ effect, scope }) => {
      return (
        effect !== 'forbid' && scope.activity?.includes(activity) === true && scope.axes.role?.includes(role) === true
      );
    }),
  );
}

function stepsOf(kind: GuideKind, scenario: Scenario, reader: GuideReader): readonly GuideStep[] {
  switch (kind) {
    case 'guest-liaison':
      return guestSteps(scenario.id, reader);
    case 'oversight':
    case 'data-protection':
    case 'director':
      return overseeingSteps(kind, scenario);
    default:
      return hostSteps(kind, scenario, reader);
  }
}
