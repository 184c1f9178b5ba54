/**
 * Words that no vocabulary may hold: purposes of immigration control (they cannot be expressed in any release or enquiry), and
 * incident categories for assemblies (an assembly is a planning fact to protect, never an incident). Matched by the beginnings of words,
 * in English and Italian, in ids and names; rather too wide than too narrow.
 */
const IMMIGRATION_STEMS = [
  'alien',
  'asilo',
  'asylum',
  'border-control',
  'border-enforcement',
  'citizenship',
  'cittadinanza',
  'clandestin',
  'controllo-delle-frontier',
  'controllo-di-frontier',
  'controllo-frontier',
  'deport',
  'emigra',
  'espuls',
  'expuls',
  'extracomunitar',
  'forced-removal',
  'immigra',
  'migra',
  'nationalit',
  'nazionalit',
  'permesso-di-soggiorn',
  'profug',
  'refoul',
  'refugee',
  'remigra',
  'removal-operation',
  'removals',
  'repatria',
  'residence-permit',
  'respingiment',
  'rifugiat',
  'rimpatri',
  'soggiorn',
  'stranier',
  'undocumented',
  'visa',
  'visto',
] as const;

const ASSEMBLY_STEMS = [
  'adunat',
  'agitazion',
  'assembl',
  'blockade',
  'boycott',
  'comizi',
  'cortei',
  'corteo',
  'demonstrat',
  'dimostra',
  'dissen',
  'manifestant',
  'manifestazion',
  'marcia',
  'picchett',
  'picket',
  'protest',
  'raduno',
  'rally',
  'scioper',
  'sit-in',
  'strike',
  'walkout',
] as const;

/** The stem of immigration control that one of the texts holds, or undefined. */
export function immigrationStem(...texts: readonly string[]): string | undefined {
  return stemIn(texts, IMMIGRATION_STEMS);
}

/** The stem of an assembly that one of the texts holds, or undefined. */
export function assemblyStem(...texts: readonly string[]): string | undefined {
  return stemIn(texts, ASSEMBLY_STEMS);
}

function stemIn(texts: readonly string[], stems: readonly string[]): string | undefined {
  for (const text of texts) {
    // Accents are taken off, and everything between words becomes one hyphen, so that stems of two words match as well.
    const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    const words = `-${plain.replace(/[^a-z]+/g, '-')}`;
    const stem = stems.find((candidate) => words.includes(`-${candidate}`));
    if (stem !== undefined) return stem;
  }
  return undefined;
}
