import type { Unkept } from '../promises.ts';
import { joined } from '../prose/joined.ts';
import type { MandateDocument } from '../scenario.ts';

/** What a commitment and the texts that do not keep it are called. */
type UnkeptPhrases = {
  readonly named: (mandate: string, version: number, isDraft: boolean) => string;
  readonly told: (commitment: string, texts: string, count: number) => string;
  readonly and: string;
};

const ENGLISH: UnkeptPhrases = {
  named: (mandate, version, isDraft) => `${mandate} ${version}${isDraft ? ' (a draft)' : ''}`,
  told: (commitment, texts, count) =>
    `${commitment} is not kept by the ${count === 1 ? 'text' : 'texts'} of ${texts}: that blocks, unless somebody answers for an exception (R-35).`,
  and: 'and',
};

const ITALIAN: UnkeptPhrases = {
  named: (mandate, version, isDraft) => `${mandate} ${version}${isDraft ? ' (una bozza)' : ''}`,
  told: (commitment, texts, count) =>
    `${commitment} non è mantenuto ${count === 1 ? 'dal testo' : 'dai testi'} di ${texts}: è bloccante, salvo che qualcuno risponda di un’eccezione (R-35).`,
  and: 'e',
};

/** Texts of mandates, and which of them are drafts. */
type Texts = {
  readonly mandates: readonly MandateDocument[];
  readonly drafts: readonly { readonly document: MandateDocument }[];
};

/** A sentence for each commitment that the text of a mandate does not keep, in the order given. */
export function toldUnkept(unkept: readonly Unkept[], { mandates, drafts }: Texts, language: 'en' | 'it'): string[] {
  const { named, told, and } = language === 'it' ? ITALIAN : ENGLISH;
  const isDraft = (one: MandateDocument) => drafts.some(({ document }) => document === one);
  const nameOf = (id: string) => {
    const found = mandates.find(({ mandate }) => mandate === id);
    return found === undefined ? id : named(id, found.version, isDraft(found));
  };
  const commitments = [...new Set(unkept.map(({ commitment }) => commitment))];
  return commitments.map((commitment) => {
    const names = unkept.flatMap((one) => (one.commitment === commitment ? [nameOf(one.mandate)] : []));
    return told(commitment, joined(names, and), names.length);
  });
}
