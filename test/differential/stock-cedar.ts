import { createRequire } from 'node:module';
import type { CedarPolicy } from '../../src/mandates/export/cedar-policies.ts';
import { cedarPolicies } from '../../src/mandates/export/cedar-policies.ts';
import { type CedarAnswer, type CedarReading, readCedar } from '../../src/mandates/export/cedar-reading.ts';
import { cedarSchema } from '../../src/mandates/export/cedar-schema.ts';
import { type CedarRequest, type CedarWords, cedarWordsOf } from '../../src/mandates/export/cedar-words.ts';
import type { MandateSet } from '../../src/terms/mandate-set.ts';
import type { FactsVector } from '../../src/terms/outcome.ts';

type Cedar = typeof import('@cedar-policy/cedar-wasm');
const cedar: Cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs');

/** Cedar never frees a set that it has parsed, so all share one name. */
const NAME = 'remit';

/** The schema is copied at every call that has it, which costs eight times the decision: one request in so many is held against it. */
const VALIDATED_EVERY = 16;

/** Stock Cedar with one set loaded. The next {@link loadCedar} replaces it. */
export type StockCedar = { decide(facts: FactsVector): CedarReading; ask(request: CedarRequest): CedarAnswer };

/**
 * Loads a set's policies, validated strictly.
 * @param policies others than those of the set, so that a harness can be seen to fail
 * @param isValidated whether policies, and every so many requests, are held against the schema; not where its speed is measured
 * @throws Error where stock Cedar does not parse them or finds a mistake in them
 */
export function loadCedar(
  set: MandateSet,
  options: { readonly policies?: readonly CedarPolicy[]; readonly isValidated?: boolean } = {},
): StockCedar {
  const { policies = cedarPolicies(set), isValidated = true } = options;
  const words = cedarWordsOf(set);
  const schema = cedarSchema(words);
  const staticPolicies = Object.fromEntries(policies.map(({ id, text }) => [id, text]));
  if (isValidated) {
    const answer = cedar.validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } });
    if (answer.type === 'failure') throw new Error(`Cedar cannot validate: ${JSON.stringify(answer.errors)}`);
    if (answer.validationErrors.length > 0) throw new Error(JSON.stringify(answer.validationErrors, null, 1));
  }
  for (const parsed of [cedar.preparseSchema(NAME, schema), cedar.preparsePolicySet(NAME, { staticPolicies })]) {
    if (parsed.type === 'failure') throw new Error(`Cedar cannot parse: ${JSON.stringify(parsed.errors)}`);
  }
  return loaded(words, isValidated);
}

function loaded(words: CedarWords, hasSchema: boolean): StockCedar {
  let asked = 0;
  const ask = ({ principal, action, resource, context }: CedarRequest): CedarAnswer => {
    const isValidated = hasSchema && asked++ % VALIDATED_EVERY === 0;
    const answer = cedar.statefulIsAuthorized({
      principal,
      action,
      resource,
      context: context as never,
      entities: [],
      preparsedPolicySetId: NAME,
      ...(isValidated ? { preparsedSchemaName: NAME, validateRequest: true } : {}),
    });
    if (answer.type === 'failure') {
      return { decision: 'deny', reasons: [], errors: answer.errors.map(({ message }) => message) };
    }
    const { decision, diagnostics } = answer.response;
    const errors = diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
    return { decision, reasons: diagnostics.reason, errors };
  };
  return { ask, decide: (facts) => readCedar(words, facts, ask) };
}
