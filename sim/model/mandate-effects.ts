import type { World } from '../world/world.ts';
import type { Effect, EffectCase } from './effects.ts';
import { type EndNote, endAfterChange } from './endings.ts';
import { rulesAt } from './facts.ts';
import { against, draftIn, sideOf } from './mandate-rules.ts';
import type { DraftMandate, Mandate, ModelRecords } from './records.ts';

/** From `at` on these mandates are in force. */
export function putInForce(records: ModelRecords, at: number): void {
  const mandates = records.mandates
    .filter(({ status }) => status === 'in-force')
    .map(({ id, version }) => `${id}@${version}`);
  records.inForce.push({ from: at, mandates });
}

/** The version is in force from now on, in the place of the one before; gives what ends by it. */
function begin(world: World, records: ModelRecords, draft: DraftMandate, at: number): EndNote[] {
  const rules = rulesAt(world, records, at);
  const { mandate: id, version, holder, until } = draft;
  const row: Mandate = { id, version, holder, until, status: 'in-force' };
  const before = records.mandates.findIndex((mandate) => mandate.id === id);
  records.mandates.splice(before < 0 ? records.mandates.length : before, 1, row);
  draft.status = 'in-force';
  draft.begins = null;
  putInForce(records, at);
  return endAfterChange(world, records, rules, null, at);
}

/** It does not come into force at its time: a draft is withdrawn, what was in force before can be resumed as before. */
function takeBack(records: ModelRecords, draft: DraftMandate): void {
  const was = records.mandates.some(({ id, version }) => id === draft.mandate && version === draft.version);
  draft.status = was ? 'in-force' : 'withdrawn';
  draft.begins = null;
}

/** Its stated time came. */
export function beginByClock(world: World, records: ModelRecords, id: string, at: number): EndNote[] {
  const draft = records.drafts.find((row) => row.id === id);
  if (draft === undefined) return [];
  const { mandate } = draft;
  if (against(world, records, draft, at).length === 0) {
    return [`mandate.begun ${mandate}`, ...begin(world, records, draft, at)];
  }
  takeBack(records, draft);
  return [`mandate.lapsed ${mandate}`];
}

export const MANDATE_EFFECTS: Readonly<Record<string, (of: EffectCase) => Effect>> = {
  'mandate.draft': ({ world, records, actor, detail }) => {
    const version = Number(detail['version']);
    const document = world.mandates.find((row) => row.id === detail['mandate'] && row.version === version);
    if (document === undefined) throw new Error('the model has no such document');
    const { id: mandate, digest, holder, until } = document;
    const id = `${mandate}@${version}`;
    const before = records.drafts.findIndex((row) => row.id === id);
    const fresh = { review: null, signatures: [], exceptions: [], status: 'open', begins: null } as const;
    const draft = { id, mandate, version, digest, holder, until, supplied: false, drafter: actor.id, ...fresh };
    const place = before < 0 ? records.drafts.length : before;
    records.drafts.splice(place, 1, { ...draft, reviewers: [], signatures: [], exceptions: [] });
    return { matter: mandate };
  },
  'mandate.review': (of) => {
    const draft = draftFor(of);
    draft.reviewers.push(of.actor.id);
    draft.review = { person: of.actor.id, opinion: of.detail['opinion'] ?? '' };
    return { matter: draft.mandate };
  },
  'mandate.sign': (of) => {
    const draft = draftFor(of);
    draft.signatures.push({ person: of.actor.id, side: sideOf(of.world, of.actor, draft.holder) ?? '' });
    return { matter: draft.mandate };
  },
  'mandate.except': (of) => {
    const draft = draftFor(of);
    draft.exceptions.push(of.detail['commitment'] ?? '');
    return { matter: draft.mandate };
  },
  'mandate.withdraw': (of) => {
    const draft = draftFor(of);
    takeBack(of.records, draft);
    return { matter: draft.mandate };
  },
  'mandate.enforce': (of) => {
    const draft = draftFor(of);
    const { world, records, at, detail } = of;
    if (detail['from'] === undefined) return { matter: draft.mandate, endings: begin(world, records, draft, at) };
    draft.status = 'due';
    draft.begins = Number(detail['from']);
    return { matter: draft.mandate };
  },
  'mandate.suspend': ({ world, records, at, detail }) => {
    const mandate = records.mandates.find(({ id }) => id === detail['mandate']);
    if (mandate === undefined) throw new Error('the model has no such mandate');
    const rules = rulesAt(world, records, at);
    mandate.status = 'suspended';
    putInForce(records, at);
    const endings = endAfterChange(world, records, rules, mandate, at);
    const due = records.drafts.filter((row) => row.mandate === mandate.id && row.status === 'due');
    for (const draft of due) takeBack(records, draft);
    return { matter: mandate.id, endings: [...endings, ...due.map((row): EndNote => `mandate.lapsed ${row.mandate}`)] };
  },
};

function draftFor({ world, records, detail }: EffectCase): DraftMandate {
  return draftIn(world, records, detail['mandate'] ?? '', Number(detail['version']));
}
