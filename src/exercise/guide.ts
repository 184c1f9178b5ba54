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
import { mandatingSteps } from './guide-mandating.ts';
import { overseeingSteps } from './guide-overseeing.ts';

/** What kind of work somebody does, as far as the first five minutes differ by it. */
export type GuideKind =
  | 'duty-officer'
  | 'approving-officer'
  | 'loggist'
  | 'authority'
  | 'legal-officer'
  | 'signatory'
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
  if (guest) {
    if (role.includes('liaison')) return 'guest-liaison';
    return isNamedFor(scenario, role, 'mandate.sign') ? 'signatory' : 'other';
  }
  if (role === EXERCISE_DIRECTOR_ROLE) return 'director';
  if (role === DATA_PROTECTION_ROLE) return 'data-protection';
  if (OVERSIGHT_ROLES.includes(role)) return 'oversight';
  if (role === DUTY_OFFICER_ROLE) return 'duty-officer';
  if (isNamedFor(scenario, role, 'approval.oral')) return 'loggist';
  if (isNamedFor(scenario, role, 'approval.answer')) return 'approving-officer';
  if (isNamedFor(scenario, role, 'mandate.draft')) return 'authority';
  if (isNamedFor(scenario, role, 'mandate.review')) return 'legal-officer';
  return role.startsWith('field-') ? 'field' : 'other';
}

/**
 * Does a permit name this very role for an activity? One for whatever role does not.
 * @param agency asked about a person of this agency alone
 */
export function isNamedFor(
  { mandates }: Pick<Scenario, 'mandates'>,
  role: string,
  activity: string,
  agency?: string,
): boolean {
  return mandates.some(({ clauses }) =>
    clauses.some(({ effect, scope }) => {
      const isTheirs = agency === undefined || scope.agency === null || scope.agency.includes(agency);
      const isNamed = scope.activity?.includes(activity) === true && scope.axes.role?.includes(role) === true;
      return effect !== 'forbid' && isTheirs && isNamed;
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
    case 'authority':
    case 'legal-officer':
    case 'signatory':
      return mandatingSteps(kind);
    default:
      return hostSteps(kind, scenario, reader);
  }
}
