import type { ActKind } from '../act-kinds.ts';

/** With these the host's word is given, or written down as given, and what decides is signed, changed or halted: who has a passkey confirms each of them with it. */
export const EVIDENCED_KINDS: readonly ActKind[] = [
  'approval.answer',
  'approval.oral',
  'approval.countersign',
  'approval.withdraw',
  'conferral.grant',
  'clearance.grant',
  'mandate.sign',
  'mandate.except',
  'mandate.enforce',
  'mandate.suspend',
];
