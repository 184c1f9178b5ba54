import { LIMITS } from '../../../base/limits.ts';
import type { ActDraft } from '../../signing/compose.ts';

/** The seven prompts of M/ETHANE, in their order. */
export const METHANE = ['major', 'location', 'type', 'hazards', 'access', 'casualties', 'services'] as const;
export type MethanePrompt = (typeof METHANE)[number];

export const GRAVITIES = ['minor', 'serious', 'major'] as const;

/** An incident as it is typed; with `methane` the text is composed of the prompts. */
export type IncidentForm = Readonly<Record<MethanePrompt, string>> & {
  readonly title: string;
  readonly category: string;
  readonly gravity: (typeof GRAVITIES)[number];
  readonly place: string;
  readonly text: string;
  readonly methane: boolean;
};

export const EMPTY_INCIDENT: IncidentForm = {
  title: '',
  category: '',
  gravity: 'minor',
  place: '',
  text: '',
  methane: false,
  major: '',
  location: '',
  type: '',
  hazards: '',
  access: '',
  casualties: '',
  services: '',
};

/**
 * The text that the prompts make: a line each, in their order. What was not answered is said to be unknown, for a gap would read as none.
 * @param labels what the prompts are called, and the word for unknown
 */
export function methaneText(
  form: Readonly<Record<MethanePrompt, string>>,
  labels: Readonly<Record<MethanePrompt | 'unknown', string>>,
): string {
  return METHANE.map((prompt) => `${labels[prompt]}: ${form[prompt].trim() || labels.unknown}`).join('\n');
}

export type IncidentField = 'title' | 'category' | 'text' | 'long';

/** What an incident still lacks. @param text as it will be signed */
export function missingOfIncident({ title, category }: IncidentForm, text: string): IncidentField[] {
  return [
    ...(title.trim() === '' ? (['title'] as const) : []),
    ...(category === '' ? (['category'] as const) : []),
    ...(text.trim() === '' ? (['text'] as const) : []),
    ...(text.length > LIMITS.textChars ? (['long'] as const) : []),
  ];
}

/** The act that opens it; words that were not typed yet are stood in for, for the preview. Null without a category. */
export function incidentDraft({ title, category, gravity, place }: IncidentForm, text: string): ActDraft | null {
  if (category === '') return null;
  return {
    kind: 'incident.open',
    ...(place === '' ? {} : { place }),
    detail: { title: title.trim() || '…', category, gravity, text: text.slice(0, LIMITS.textChars).trim() || '…' },
  };
}
