import { compare } from '../../../../mandates/compare/compare.ts';
import { assembleSet } from '../../../../mandates/compile.ts';
import { blocks, type Finding, findingsOf } from '../../../../mandates/findings/findings.ts';
import { toldFinding } from '../../../../mandates/findings/told-finding.ts';
import { openAxisFindings } from '../../../../mandates/open-axes.ts';
import { unkeptOf } from '../../../../mandates/promises.ts';
import { proseOf } from '../../../../mandates/prose/prose.ts';
import { proveCommitments } from '../../../../mandates/prove/commitments.ts';
import { toldRests } from '../../../../mandates/prove/told-rests.ts';
import type { MandateDocument, Scenario } from '../../../../mandates/scenario.ts';
import type { Told } from '../../../../terms/api/parts.ts';
import { type Drafting, inForceWith } from '../reading/drafting.ts';
import { comparedSets } from './compared.ts';
import type { Difference, FoundPart, Part, ProofPart, Reading } from './parts.ts';
import { type Teller, tellerOf } from './teller.ts';

/** What is asked about: a draft, and the version that it is compared with; null: the one in force. */
export type AskedDraft = { readonly text: string; readonly against: number | null };

/**
 * Everything that is to be said of a draft, part by part, the quickest first; a draft with problems gives its reading alone. Each step is work without a
 * pause, so that whoever goes through it can turn to a newer draft in between. Pure.
 */
export function* analyse(drafting: Drafting, { text, against }: AskedDraft): Generator<Part, void, void> {
  const read = drafting.read(text);
  if (!read.ok) {
    const nothing = { document: null, digest: null, head: [], clauses: [] };
    yield { part: 'reading', value: { text, problems: read.problems, ...nothing } };
    return;
  }
  const { document, digest } = read;
  const scenario = inForceWith(drafting, document);
  yield { part: 'reading', value: { text, problems: [], document, digest, ...prosePart(scenario, document) } };
  const teller = tellerOf(scenario);
  const proofs = proofParts(scenario, document, teller);
  yield { part: 'proofs', value: proofs };
  yield { part: 'difference', value: differencePart(drafting, { document, digest, proofs }, against) };
  yield { part: 'findings', value: findingParts(scenario, document, teller) };
}

function prosePart(scenario: Scenario, document: MandateDocument): Pick<Reading, 'head' | 'clauses'> {
  const [en, it] = [proseOf(scenario, 'en'), proseOf(scenario, 'it')];
  const paired = (english: readonly string[], italian: readonly string[]): Told[] =>
    english.map((sentence, n) => ({ en: sentence, it: italian[n] ?? sentence }));
  return {
    head: paired(en.mandate(document), it.mandate(document)),
    clauses: document.clauses.map((clause) => ({
      id: clause.id,
      told: paired(en.clause(clause), it.clause(clause)),
    })),
  };
}

/** The commitments that are rules, those that do not hold first, then those that the draft would break but for them. */
function proofParts(scenario: Scenario, { mandate }: MandateDocument, teller: Teller): ProofPart[] {
  const all = unkeptOf(assembleSet(scenario), scenario);
  const unkept = new Set(all.flatMap((one) => (one.mandate === mandate ? [one.commitment] : [])));
  const parts = proveCommitments(scenario).map(({ commitment, inForce, mandatesAlone: alone, rests }): ProofPart => {
    const { id, text, by } = commitment;
    return {
      commitment: id,
      text: text.trim(),
      by,
      result: inForce.result,
      cells: inForce.cells,
      regions: teller.regions(inForce),
      rests: teller.both((language, names, phrases) => toldRests(rests, language, names, phrases)),
      unkept: unkept.has(id),
      alone: { result: alone.result, regions: teller.regions(alone) },
    };
  });
  const rank = ({ result, unkept: isUnkept, alone }: ProofPart) =>
    result !== 'proved' ? 0 : isUnkept ? 1 : alone.result !== 'proved' ? 2 : 3;
  return parts.sort((a, b) => rank(a) - rank(b));
}

type Draft = {
  readonly document: MandateDocument;
  readonly digest: string;
  readonly proofs: readonly ProofPart[];
};

/** How the draft differs from what it is compared with. */
function differencePart(drafting: Drafting, { document, digest, proofs }: Draft, against: number | null): Difference {
  const { mandate } = document;
  const { other, before, after } = comparedSets(drafting, { document, digest }, against);
  const found = compare(before, after, { textOf: mandate });
  const teller = tellerOf(after, before);
  return {
    against: other === undefined ? null : `${mandate} ${other.version}`,
    words: found.words,
    logic: { result: found.logic.result, regions: teller.regions(found.logic) },
    // In the order of the proofs: what does not hold first.
    promises: proofs.flatMap(({ commitment: id }) => found.promises.filter(({ commitment }) => commitment === id)),
    unkept: proofs.filter(({ unkept }) => unkept).map(({ commitment }) => commitment),
  };
}

/** What is to be looked at in the draft, and in others because of it; what blocks first. */
function findingParts(scenario: Scenario, { mandate }: MandateDocument, teller: Teller): FoundPart[] {
  const isOwn = (id: string) => id === mandate || id.startsWith(`${mandate}/`);
  const speaksOf = (finding: Finding) =>
    isOwn(finding.clause) ||
    ('other' in finding && isOwn(finding.other)) ||
    ('others' in finding && finding.others.some(isOwn));
  const found = [...findingsOf(scenario), ...openAxisFindings(scenario)].filter(speaksOf);
  const parts = found.map((finding) => ({
    finding: finding.finding,
    clause: finding.clause,
    blocks: blocks(finding),
    told: teller.both((language, names, phrases) => {
      return toldFinding(finding, language, { space: teller.space, names, phrases });
    }),
  }));
  return parts.sort((a, b) => Number(b.blocks) - Number(a.blocks));
}
