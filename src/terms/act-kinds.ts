/** Every kind of act (docs/acts.md). For all but `deed.*` the activity of an act is its kind. */
export const ACT_KINDS = [
  'ledger.create',
  'roster.enrol',
  'roster.remove',
  'desk.sign-on',
  'desk.sign-off',
  'log.line',
  'log.correct',
  'occurrence.report',
  'deed.propose',
  'deed.begin',
  'deed.end',
  'deed.report',
  'request.withdraw',
  'approval.answer',
  'approval.oral',
  'approval.countersign',
  'approval.withdraw',
  'challenge.raise',
  'challenge.answer',
  'conferral.grant',
  'conferral.withdraw',
  'clearance.grant',
  'clearance.withdraw',
  'accompaniment.begin',
  'accompaniment.end',
  'item.enter',
  'item.consent',
  'item.release',
  'item.recall',
  'consultation.open',
  'record.erase',
  'hold.place',
  'hold.lift',
  'retention.enforce',
  'retention.extend',
  'erasure.finish',
  'incident.open',
  'incident.close',
  'tasking.issue',
  'tasking.acknowledge',
  'tasking.done',
  'declaration.make',
  'declaration.acknowledge',
  'statement.register',
  'mandate.draft',
  'mandate.review',
  'mandate.sign',
  'mandate.except',
  'mandate.withdraw',
  'mandate.enforce',
  'mandate.suspend',
  'alert.raise',
  'alert.cancel',
  'exercise.direct',
  'clock.accept',
  'timer.due',
  'ledger.disclose',
  'ledger.fill',
  'ledger.key',
  'witness.pass',
] as const;

export type ActKind = (typeof ACT_KINDS)[number];

/**
 * Kinds of the entries that end an effect (docs/acts.md), of a deed's decision taken again, and of the one that counts repeated refusals: they follow
 * from an act or from the clock.
 */
export const ENDING_KINDS = [
  'request.lapsed',
  'request.ended',
  'approval.lapsed',
  'approval.expired',
  'approval.ended',
  'deed.ended',
  'deed.reclassified',
  'conferral.ended',
  'clearance.ended',
  'consultation.ended',
  'accompaniment.ended',
  'item.expired',
  'retention.due',
  'retention.ended',
  'hold.ended',
  'mandate.expired',
  'mandate.begun',
  'mandate.lapsed',
  'duty.ended',
  'refusal.repeated',
] as const;

export type EndingKind = (typeof ENDING_KINDS)[number];

/** Those of them that carry a decision of their own, taken again; all others stand by the decision that they follow from. */
export const DECIDED_ENDING_KINDS: readonly string[] = ['deed.reclassified'] satisfies readonly EndingKind[];

/** Kinds whose activity is claimed by the actor: a word of the event's vocabulary. */
export const CLAIMING_KINDS = ['deed.propose', 'deed.report'] as const satisfies readonly ActKind[];

/** Kinds only the room itself uses; no mandate speaks of them. */
export const ROOM_KINDS = [
  'ledger.create',
  'clock.accept',
  'timer.due',
  'erasure.finish',
  'ledger.disclose',
  'ledger.fill',
  'ledger.key',
  'witness.pass',
] as const satisfies readonly ActKind[];

/** Entries of this kind say nothing: lists leave them out unless they are asked for it. */
export const FILLER_KIND = 'ledger.fill' satisfies ActKind;

/** Kinds that are done with or without a desk (`deskless` of their definitions): the room's own, registrars', and what nobody needs a desk for. */
export const DESKLESS_KINDS = [
  ...ROOM_KINDS,
  'roster.enrol',
  'roster.remove',
  'desk.sign-on',
  'occurrence.report',
  'deed.report',
  'mandate.sign',
  'alert.raise',
] as const satisfies readonly ActKind[];

/** The groups of the room's own acts that exist in every vocabulary (docs/scenario-documents.md). */
export const BUILT_IN_GROUPS: Readonly<Record<string, readonly ActKind[]>> = {
  'room-keeping': [
    'desk.sign-on',
    'desk.sign-off',
    'log.line',
    'log.correct',
    'deed.begin',
    'deed.end',
    'request.withdraw',
    'declaration.acknowledge',
    'tasking.acknowledge',
    'tasking.done',
  ],
  answering: ['approval.answer', 'approval.countersign', 'approval.withdraw'],
  'oral-answering': ['approval.oral'],
  challenging: ['challenge.raise', 'challenge.answer'],
  commanding: [
    'incident.open',
    'incident.close',
    'tasking.issue',
    'declaration.make',
    'alert.cancel',
    'accompaniment.begin',
    'accompaniment.end',
  ],
  mandating: [
    'mandate.draft',
    'mandate.except',
    'mandate.withdraw',
    'mandate.enforce',
    'mandate.suspend',
    'conferral.grant',
    'conferral.withdraw',
  ],
  clearing: ['clearance.grant', 'clearance.withdraw'],
  erasing: ['record.erase', 'retention.enforce', 'retention.extend'],
  holding: ['hold.place', 'hold.lift'],
  'legal-reviewing': ['mandate.review'],
  'mandate-signing': ['mandate.sign'],
  sharing: ['item.enter', 'item.consent', 'item.release', 'item.recall'],
  registering: ['roster.enrol', 'roster.remove'],
  stating: ['statement.register'],
  consulting: ['consultation.open'],
  directing: ['exercise.direct'],
};

/** The purpose of running the room itself; exists in every vocabulary. */
export const ROOM_PURPOSE = 'room-duty';
/** What it is called where people read it. */
export const ROOM_PURPOSE_NAMES = { en: 'running of the room itself', it: 'conduzione della sala' } as const;

/** Roles that exist in every vocabulary and hold no desk. */
export const REGISTRAR_ROLE = 'registrar';
export const OPERATOR_ROLE = 'operator';
/** The accountable head of a shift: know this role, so every vocabulary has it. */
export const DUTY_OFFICER_ROLE = 'duty-officer';
/** Directs an exercise. A vocabulary need not have the role: nobody directs the exercise then. */
export const EXERCISE_DIRECTOR_ROLE = 'exercise-director';
/** Sees every consultation, from a desk of the host. A vocabulary need not have the role. */
export const DATA_PROTECTION_ROLE = 'data-protection-officer';
/** See everything, from a desk of the host, and may consult the whole record. */
export const OVERSIGHT_ROLES: readonly string[] = ['oversight', 'oversight-officer'];

/** The agency of the room's own clock and operator. */
export const ROOM_AGENCY = 'room';
/** Agency, component and role of the room's own actors, as tokens. */
export const OPERATOR = 'operator';
export const TIMER = 'timer';
export const REGISTRAR_PREFIX = 'registrar:';

/**
 * What the host's root mandate may permit agencies that are not the host's: attesting their own people, and signing for their state. Both come before any
 * mandate of theirs, and admit nobody.
 */
export const BEFORE_ANY_MANDATE: readonly string[] = [
  'roster.enrol',
  'roster.remove',
  'mandate.sign',
] satisfies readonly ActKind[];
