import type { World } from '../world/world.ts';
import { type Case, when } from './case.ts';
import { isHost, keepsMandating, type Who } from './facts.ts';
import type { DraftMandate, ModelRecords } from './records.ts';

/** of the steps by which a mandate comes into force (docs/acts.md, docs/house-rules.md). */

/** A version as it stands: what was said of it, or what is supplied with the event and nobody spoke of yet. */
export function draftNow(
  world: World,
  records: ModelRecords,
  mandate: string,
  version: number,
): DraftMandate | undefined {
  const id = `${mandate}@${version}`;
  const known = records.drafts.find((row) => row.id === id);
  const supplied = world.mandates.find((row) => row.id === mandate && row.version === version && row.text === null);
  if (known !== undefined || supplied === undefined) return known;
  const { digest, holder, until } = supplied;
  const nothing = {
    drafter: null,
    review: null,
    signatures: [],
    exceptions: [],
    status: 'open',
    begins: null,
  } as const;
  return {
    id,
    mandate,
    version,
    digest,
    holder,
    until,
    supplied: true,
    ...nothing,
    reviewers: [],
    signatures: [],
    exceptions: [],
  };
}

/** As {@link draftNow}, in the records, for changing it. */
export function draftIn(world: World, records: ModelRecords, mandate: string, version: number): DraftMandate {
  const draft = draftNow(world, records, mandate, version);
  if (draft === undefined) throw new Error(`the model has no draft \`${mandate}@${version}\``);
  if (!records.drafts.includes(draft)) records.drafts.push(draft);
  return draft;
}

/** For whom somebody signs a mandate of this holder. Each guest is of a state of its own. */
export function sideOf(world: World, actor: Who, holder: string): string | undefined {
  if (world.vocabulary.agencies[actor.agency]?.standing === 'host-authority') return 'host';
  return isGuest(world, holder) && actor.agency === holder ? 'sending-state' : undefined;
}

function isGuest(world: World, agency: string): boolean {
  return world.vocabulary.agencies[agency]?.standing === 'guest';
}

/** What keeps a version out of force at a moment. */
export function against(
  world: World,
  records: ModelRecords,
  draft: DraftMandate,
  at: number,
  from: number = at,
): string[] {
  const sides = isGuest(world, draft.holder) ? ['host', 'sending-state'] : ['host'];
  const signed = sides.every((side) => draft.signatures.some((row) => row.side === side));
  const agreed = draft.supplied && draft.review === null ? true : draft.review?.opinion === 'cleared' && signed;
  const already = records.mandates.some(
    (row) => row.id === draft.mandate && row.version === draft.version && row.status === 'in-force',
  );
  const broken = [
    ...when(already || (draft.until ?? Infinity) <= from, 'R-17'),
    ...when(draft.status === 'withdrawn' || !agreed, 'R-34'),
  ];
  if (broken.length > 0) return broken;
  const others = records.mandates.filter(({ id, status }) => status === 'in-force' && id !== draft.mandate);
  const { mandate, version, until } = draft;
  if (!keepsMandating(world, records, [...others, { id: mandate, version, until }], at, from)) return ['R-17'];
  // No mandate of the event keeps a promise for another, so what each breaks is excepted for itself, now or when it came into force.
  const breaks = world.mandates.find((row) => row.id === draft.mandate && row.version === draft.version)?.breaks ?? [];
  return when(!breaks.every((commitment) => draft.exceptions.includes(commitment)), 'R-35');
}

type Rule = (of: Case) => readonly string[];

/** before all else; of what is not theirs to know of, nobody learns that it is there. */
function step(
  { world, records, actor, detail }: Case,
  also: (draft: DraftMandate) => readonly string[],
): readonly string[] {
  const draft = draftNow(world, records, detail['mandate'] ?? '', Number(detail['version']));
  const shown = draft?.supplied === true || isHost(world, actor.agency) || actor.agency === draft?.holder;
  if (draft === undefined || !shown) return ['R-06'];
  if (draft.digest !== detail['digest']) return ['R-04'];
  return draft.status === 'open' ? also(draft) : ['R-06'];
}

export const MANDATE_RULES: Readonly<Record<string, Rule>> = {
  'mandate.draft': ({ world, records, actor, detail }) => {
    const version = Number(detail['version']);
    const document = world.mandates.find((row) => row.id === detail['mandate'] && row.version === version);
    if (!isHost(world, actor.agency) && actor.agency !== document?.holder) return ['R-34'];
    const first = world.mandates.find((row) => row.id === detail['mandate'] && row.text === null);
    if (document?.holder !== first?.holder) return ['R-34'];
    const before = records.drafts.find((row) => row.id === `${detail['mandate']}@${version}`);
    const latest = records.mandates.find((row) => row.id === detail['mandate'])?.version ?? 0;
    const taken = before?.status === 'due' || before?.status === 'in-force';
    const again = before?.status === 'open' && before.digest === document?.digest;
    return when(taken || again || version <= latest || document?.text === null, 'R-06');
  },
  'mandate.review': (of) =>
    step(of, ({ drafter, signatures }) => {
      const took = drafter === of.actor.id || signatures.some(({ person }) => person === of.actor.id);
      return when(took || !isHost(of.world, of.actor.agency), 'R-34');
    }),
  'mandate.sign': (of) =>
    step(of, ({ drafter, review, reviewers, signatures, holder }) => {
      const side = sideOf(of.world, of.actor, holder);
      const took = [drafter, ...reviewers, ...signatures.map(({ person }) => person)].includes(of.actor.id);
      if (side === undefined || review?.opinion !== 'cleared' || took) return ['R-34'];
      return when(
        signatures.some((row) => row.side === side),
        'R-06',
      );
    }),
  'mandate.except': ({ world, records, actor, detail }) => {
    if (world.vocabulary.agencies[actor.agency]?.standing !== 'host-authority') return ['R-35'];
    const draft = draftNow(world, records, detail['mandate'] ?? '', Number(detail['version']));
    if (draft === undefined || draft.status === 'withdrawn') return ['R-06'];
    if (draft.digest !== detail['digest']) return ['R-04'];
    const commitment = detail['commitment'] ?? '';
    const known = world.commitments.some(({ id }) => id === commitment);
    if (!known || draft.drafter === actor.id) return ['R-35'];
    return when(draft.exceptions.includes(commitment), 'R-06');
  },
  'mandate.withdraw': ({ world, records, actor, detail }) => {
    const draft = draftNow(world, records, detail['mandate'] ?? '', Number(detail['version']));
    const theirs = isHost(world, actor.agency) || draft?.drafter === actor.id;
    if (!theirs || (draft?.status !== 'open' && draft?.status !== 'due')) return ['R-06'];
    return when(draft.digest !== detail['digest'], 'R-04');
  },
  'mandate.enforce': ({ world, records, actor, at, detail }) => {
    const draft = draftNow(world, records, detail['mandate'] ?? '', Number(detail['version']));
    if (!isHost(world, actor.agency) || draft === undefined) return ['R-17'];
    const from = (detail['from'] as number | undefined) ?? null;
    if (from !== null && from <= at) return ['R-12'];
    return against(world, records, draft, at, from ?? at);
  },
};
