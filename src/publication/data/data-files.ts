import { createHash } from 'node:crypto';
import { claimOf } from '../../mandates/prove/commitments.ts';
import { termsInOrder } from '../../terms/mandate-terms.ts';
import { admissionsOf } from '../admitted.ts';
import { SHOWN_MULTIPLE } from '../counts/published-counts.ts';
import { topicName } from '../pages/statements.ts';
import type { PublicView } from '../public-view.ts';
import { csvText } from './csv.ts';

const NOTE = 'Everything in it is invented; nothing suggests endorsement by any body named.';

/** `counts.csv`: a line a cell. `atLeast` is the number rounded down; 0 is none or too few to show. */
export function countsCsv({ counts, scenario, mode }: PublicView): string {
  const heads = ['mode', 'agency', 'agencyName', 'activityClass', 'outcome', 'atLeast'];
  const rows = counts.cells.map(({ agency, activityClass, outcomeClass, atLeast }) => {
    const name = scenario.vocabulary.agencies.find(({ id }) => id === agency)?.name ?? agency;
    return [mode, agency, name, activityClass, outcomeClass, atLeast];
  });
  return csvText(heads, rows);
}

/** `counts.json`: the sum, and the same cells. Times are ISO 8601. */
export function countsJson(view: PublicView): string {
  const { size, opened, withheld, erased, filler, until, cells, touched, room } = view.counts;
  return text({
    ...head(view),
    countedUntil: until === null ? null : new Date(until).toISOString(),
    delaySeconds: view.pace.delayMs / 1000,
    stepSeconds: view.pace.stepMs / 1000,
    multiple: SHOWN_MULTIPLE,
    sum: { opened, withheld, erased, filler, size },
    room,
    cells: cells.map(({ agency, activityClass, outcomeClass, atLeast }) => {
      return { agency, activityClass, outcome: outcomeClass, atLeast };
    }),
    touched,
    openedEntries: view.opened,
  });
}

/** `mandates.json`: agencies with their components admitted or not, mandates with clauses in words, commitments. */
export function mandatesJson(view: PublicView): string {
  const { scenario, standings } = view;
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return text({
    ...head(view),
    agencies: scenario.vocabulary.agencies.map(({ id, name, state, standing }) => {
      return { id, name, state, standing, components: admissionsOf(id, scenario) };
    }),
    mandates: scenario.mandates.map((mandate) => {
      const standing = standings.get(mandate.mandate);
      const current = standing?.version === mandate.version ? standing : undefined;
      return {
        id: mandate.mandate,
        version: mandate.version,
        title: mandate.title,
        holder: mandate.holder,
        issuer: mandate.issuer,
        instrument: mandate.instrument,
        from: time(mandate.from),
        until: time(mandate.until),
        status: current?.status ?? 'not-in-force',
        since: time(current?.since ?? null),
        openQuestions: mandate.openQuestions,
        terms: termsInOrder(mandate.terms),
        clauses: mandate.clauses.map(({ id, effect, text: words, basis, source }) => {
          return { id, effect, text: words, basis, source };
        }),
      };
    }),
    commitments: scenario.commitments.map((commitment) => {
      const { id, by, date, text: words, source, binds, form } = commitment;
      const kind = commitment.form === 'rule' ? { effect: commitment.effect } : { why: commitment.why };
      const exceptions = view.exceptions.flatMap(({ commitment: of, at, ...exception }) =>
        of === id ? [{ ...exception, signed: time(at) }] : [],
      );
      return { id, by, date, text: words, source, binds, form, ...kind, exceptions };
    }),
  });
}

/**
 * `proofs.json`: each commitment that is a rule as a claim, and what came of proving it under the set in force, the commitment
 * itself among it, and under its mandates alone; empty while none is.
 */
export function proofsJson(view: PublicView): string {
  const { proofs, scenario } = view;
  const claims = scenario.commitments.flatMap((commitment) => {
    const shown = proofs?.of.get(commitment.id);
    if (commitment.form !== 'rule' || shown === undefined) return [];
    const { region } = claimOf(commitment);
    const { says, proof, alone, unkept, rests } = shown;
    const { inForce, mandatesAlone } = rests;
    return [
      {
        commitment: commitment.id,
        says,
        region,
        ...proof,
        mandatesAlone: alone.proof,
        unkept,
        rests: { inForce, mandatesAlone },
      },
    ];
  });
  return text({ ...head(view), set: proofs?.set ?? null, claims });
}

/** `statements.json`: statements with what they contradict, open questions, sources. */
export function statementsJson(view: PublicView): string {
  const { statements, questions, sources, vocabulary } = view.scenario;
  return text({
    ...head(view),
    statements: statements.map(({ office, topic, ...statement }) => {
      const name = vocabulary.offices.find(({ id }) => id === office)?.name ?? office;
      return { ...statement, office: name, topic: topic === null ? null : topicName(topic) };
    }),
    questions: questions.map(({ id, text: words, source }) => ({ id, text: words, source })),
    sources,
  });
}

/** `datapackage.json` as Frictionless Data Package 1.0 has it, with size and hash of each file beside. */
export function dataPackage(view: PublicView, files: ReadonlyMap<string, string>): string {
  const { scenario, mode } = view;
  return text({
    name: scenario.id,
    title: `${mode === 'exercise' ? 'EXERCISE: ' : ''}${scenario.title}`,
    description: mode === 'exercise' ? NOTE : 'Public data of a joint operations room.',
    profile: 'data-package',
    resources: [...files].map(([path, content]) => {
      const bytes = Buffer.from(content, 'utf8');
      const format = path.endsWith('.csv') ? 'csv' : 'json';
      const resource = {
        name: path.replace(/\.[a-z]+$/, '').toLowerCase() + (format === 'csv' ? '-table' : ''),
        path,
        format,
        mediatype: format === 'csv' ? 'text/csv' : 'application/json',
        encoding: 'utf-8',
        bytes: bytes.length,
        hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      };
      return format === 'csv' ? { ...resource, profile: 'tabular-data-resource', schema: COUNTS_SCHEMA } : resource;
    }),
  });
}

const COUNTS_SCHEMA = {
  fields: [
    ...['mode', 'agency', 'agencyName', 'activityClass', 'outcome'].map((name) => ({ name, type: 'string' })),
    { name: 'atLeast', type: 'integer', constraints: { minimum: 0 } },
  ],
  primaryKey: ['agency', 'activityClass', 'outcome'],
};

function head({ scenario, mode, ledger }: PublicView) {
  return {
    event: scenario.id,
    title: scenario.title,
    mode,
    ...(mode === 'exercise' ? { note: `EXERCISE. ${NOTE}` } : {}),
    ledger,
  };
}

/** JSON in which what turns the direction of writing is spelled out, so that a text reads in an editor as a program reads it. */
function text(value: unknown): string {
  const json = JSON.stringify(value, null, 1);
  return `${json.replace(/\p{Bidi_Control}/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
