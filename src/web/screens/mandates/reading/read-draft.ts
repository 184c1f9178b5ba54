import { documentDigest } from '../../../../mandates/compile.ts';
import { readMandate } from '../../../../mandates/mandate.ts';
import { type Problem, sortedProblems } from '../../../../mandates/problem.ts';
import type { MandateDocument } from '../../../../mandates/scenario.ts';
import { readYaml } from '../../../../mandates/yaml-document.ts';
import { contextOf, type Drafting } from './drafting.ts';

/** A draft as the room would read it: checked and with its digest, or everything that is wrong with it. */
export type ReadDraft =
  | { readonly ok: true; readonly document: MandateDocument; readonly digest: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the text of a draft with the reader of the room itself. Pure; never throws for any text. */
export function readDraft(text: string, drafting: Drafting): ReadDraft {
  const yaml = readYaml('draft', text);
  if (Array.isArray(yaml)) return { ok: false, problems: sortedProblems(yaml) };
  const document = readMandate(yaml, contextOf(drafting, yaml.at(['mandate'])));
  if (document === undefined) return { ok: false, problems: sortedProblems(yaml.problems) };
  return { ok: true, document, digest: documentDigest(document) };
}
