import type { ActKind } from '../act-kinds.ts';

/** With these the host's word is given, or written down as given: who has a passkey confirms each of them with it. */
export const EVIDENCED_KINDS: readonly ActKind[] = [
  'approval.answer',
  'approval.oral',
  'approval.countersign',
  'approval.withdraw',
  'conferral.grant',
];
