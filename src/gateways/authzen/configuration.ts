import type { Configuration } from './wire.ts';

/** Where the endpoints lie, below the identifier of the decision point. */
export const PATHS = {
  evaluation: '/access/v1/evaluation',
  evaluations: '/access/v1/evaluations',
  subject: '/access/v1/search/subject',
  resource: '/access/v1/search/resource',
  action: '/access/v1/search/action',
  configuration: '/.well-known/authzen-configuration',
} as const;

/**
 * What the decision point says of itself (AuthZEN 1.0, "Policy Decision Point Metadata").
 * @param identifier the origin under which it was asked; a client compares it byte by byte with the one it asked
 */
export function configurationOf(identifier: string): Configuration {
  return {
    policy_decision_point: identifier,
    access_evaluation_endpoint: `${identifier}${PATHS.evaluation}`,
    access_evaluations_endpoint: `${identifier}${PATHS.evaluations}`,
    search_subject_endpoint: `${identifier}${PATHS.subject}`,
    search_resource_endpoint: `${identifier}${PATHS.resource}`,
    search_action_endpoint: `${identifier}${PATHS.action}`,
  };
}
