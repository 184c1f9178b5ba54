import { canonicalJson } from '../../base/json.ts';
import type { MandateSet } from '../../terms/mandate-set.ts';
import type { Assumptions, Claim } from '../prove/claim.ts';
import { ANY_OTHER } from '../prove/space.ts';
import { cedarPolicies } from './cedar-policies.ts';
import { cedarSchema } from './cedar-schema.ts';
import { cedarWordsOf } from './cedar-words.ts';
import type { ConformancePack } from './conformance.ts';
import { CEDAR_README, conformanceReadme, SET_README, SMT_README } from './readmes.ts';
import { smtClaim } from './smt-claim.ts';

/** Texts by the name of the file that holds them. The same set gives the same texts. */
export type Files = ReadonlyMap<string, string>;

/** A set with its id: the hex SHA-256 of its canonical JSON, which is what `set.json` holds. */
export type IdentifiedSet = { readonly set: MandateSet; readonly id: string };

/** A set as stock Cedar takes it: the policies as one text and as a record by id, the schema, and how facts become requests. */
export function cedarFiles({ set, id }: IdentifiedSet): Files {
  const words = cedarWordsOf(set);
  const policies = cedarPolicies(set);
  const head = `// Remit, mandate set ${id}, as Cedar policies. README.txt says how to ask.\n`;
  const request = {
    principal: words.agencies,
    action: words.activities,
    broken: words.houseRules,
    axes: Object.fromEntries(words.axes),
    otherwise: ANY_OTHER,
  };
  return new Map([
    ['README.txt', `${CEDAR_README}\n${SET_README(id)}`],
    ['set.json', canonicalJson(set)],
    ['policies.cedar', `${head}\n${policies.map(({ text }) => text).join('\n')}`],
    ['policies.json', pretty(Object.fromEntries(policies.map(({ id: of, text }) => [of, text])))],
    ['schema.cedarschema', `${head}\n${cedarSchema(words)}`],
    ['request.json', pretty(request)],
  ]);
}

/** A claim that is exported, and over which set. */
export type ExportedClaim = {
  /** Of the file, without its ending. */
  readonly name: string;
  /** Lines that say whose claim it is. */
  readonly told: readonly string[];
  readonly of: IdentifiedSet;
  readonly claim: Claim;
};

/** Each claim as an SMT-LIB script, and the sets that they are about. */
export function smtFiles(claims: readonly ExportedClaim[], assumptions: Assumptions): Files {
  const sets = new Map(claims.map(({ of }) => [of.id, of.set]));
  return new Map([
    ['README.txt', `${SMT_README}\n${[...sets.keys()].map((id) => SET_README(id, `set-${id}.json`)).join('\n')}`],
    ...[...sets].map(([id, set]) => [`set-${id}.json`, canonicalJson(set)] as const),
    ...claims.map(({ name, told, of, claim }) => {
      const lines = [`Remit, mandate set ${of.id}`, ...told];
      return [`${name}.smt2`, smtClaim(of.set, claim, { assumptions, told: lines })] as const;
    }),
  ]);
}

/** A conformance pack as files: one request a line. */
export function conformanceFiles({ set, id }: IdentifiedSet, pack: ConformancePack, seed: number): Files {
  const lines = pack.requests.map((request, n) => `${canonicalJson({ n: n + 1, ...request })}\n`);
  return new Map([
    ['README.txt', `${conformanceReadme(pack, seed, set.rules.length)}\n${SET_README(id)}`],
    ['set.json', canonicalJson(set)],
    ['requests.jsonl', lines.join('')],
  ]);
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
