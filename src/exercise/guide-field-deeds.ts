import type { GuideAct } from '../terms/api/event.ts';

const DEEDS: Readonly<Record<string, Readonly<Record<string, GuideAct>>>> = {
  'milano-cortina-2026': {
    'it-police': patrol('public-order', 'piazza-xxv-aprile'),
    'it-carabinieri': patrol('public-order', 'piazza-xxv-aprile'),
    'it-finance-guard': patrol('public-order', 'piazza-xxv-aprile'),
    'it-fire': aid('rescue'),
    'it-civil-protection': aid('rescue'),
    'it-ambulance': aid('treat-casualty'),
  },
  'harbour-summit': { 'host-police': patrol('event-security', 'ferry-terminal') },
};

/** A deed of a field unit that its own law permits, by event and agency; undefined where the guide knows none. */
export function fieldDeed(scenario: string, agency: string): GuideAct | undefined {
  return DEEDS[scenario]?.[agency];
}

function patrol(purpose: string, place: string): GuideAct {
  const detail = { until: '+60m', what: 'two officers on foot (exercise)' };
  const italian = { what: 'due agenti a piedi (esercitazione)' };
  return { kind: 'deed.propose', activity: 'patrol-public-area', purpose, place, detail, italian };
}

function aid(activity: string): GuideAct {
  const detail = { until: '+60m', what: 'somebody fell on the steps (exercise)' };
  const italian = { what: 'una persona è caduta sui gradini (esercitazione)' };
  return { kind: 'deed.propose', activity, purpose: 'public-safety', place: 'san-siro-perimeter', detail, italian };
}
