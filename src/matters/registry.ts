import type { ActKind } from '../terms/act-kinds.ts';
import { accompanimentBegin } from './accompaniments/begin.ts';
import { accompanimentEnd } from './accompaniments/end.ts';
import { alertCancel } from './alerts/cancel.ts';
import { alertRaise } from './alerts/raise.ts';
import { approvalAnswer } from './approvals/answer.ts';
import { approvalCountersign } from './approvals/countersign.ts';
import { approvalOral } from './approvals/oral.ts';
import { approvalWithdraw } from './approvals/withdraw.ts';
import { challengeAnswer } from './challenges/answer.ts';
import { challengeRaise } from './challenges/raise.ts';
import { clearanceGrant } from './clearances/grant.ts';
import { clearanceWithdraw } from './clearances/withdraw.ts';
import { conferralGrant } from './conferrals/grant.ts';
import { conferralWithdraw } from './conferrals/withdraw.ts';
import { consultationOpen } from './consultations/open.ts';
import { declarationAcknowledge } from './declarations/acknowledge.ts';
import { declarationMake } from './declarations/make.ts';
import { deedBegin } from './deeds/begin.ts';
import { deedEnd } from './deeds/end.ts';
import { deedPropose } from './deeds/propose.ts';
import { deedReport } from './deeds/report.ts';
import type { ActDefinition } from './definition.ts';
import { recordErase } from './erasures/erase.ts';
import { erasureFinish } from './erasures/finish.ts';
import { holdPlace } from './erasures/hold.ts';
import { holdLift } from './erasures/lift.ts';
import { exerciseDirect } from './exercises/direct.ts';
import { incidentClose } from './incidents/close.ts';
import { incidentOpen } from './incidents/open.ts';
import { itemConsent } from './items/consent.ts';
import { itemEnter } from './items/enter.ts';
import { itemRecall } from './items/recall.ts';
import { itemRelease } from './items/release.ts';
import { clockAccept } from './ledger/clock.ts';
import { ledgerCreate } from './ledger/create.ts';
import { ledgerDisclose } from './ledger/disclose.ts';
import { ledgerFill } from './ledger/fill.ts';
import { ledgerKey } from './ledger/key.ts';
import { witnessPass } from './ledger/witness.ts';
import { logCorrect } from './log/correct.ts';
import { logLine } from './log/line.ts';
import { mandateDraft } from './mandates/draft.ts';
import { mandateEnforce } from './mandates/enforce.ts';
import { mandateExcept } from './mandates/except.ts';
import { mandateReview } from './mandates/review.ts';
import { mandateSign } from './mandates/sign.ts';
import { mandateSuspend } from './mandates/suspend.ts';
import { mandateWithdraw } from './mandates/withdraw.ts';
import { occurrenceReport } from './occurrences/report.ts';
import { requestWithdraw } from './requests/withdraw.ts';
import { retentionEnforce } from './retention/enforce.ts';
import { retentionExtend } from './retention/extend.ts';
import { rosterEnrol } from './roster/enrol.ts';
import { rosterRemove } from './roster/remove.ts';
import { deskSignOff } from './shifts/sign-off.ts';
import { deskSignOn } from './shifts/sign-on.ts';
import { statementRegister } from './statements/register.ts';
import { taskingAcknowledge } from './taskings/acknowledge.ts';
import { taskingDone } from './taskings/done.ts';
import { taskingIssue } from './taskings/issue.ts';
import { timerDue } from './timers/due.ts';

/** Every kind of act. A kind that is named in `terms/act-kinds.ts` and is missing here does not compile. */
const DEFINITIONS = {
  'accompaniment.begin': accompanimentBegin,
  'accompaniment.end': accompanimentEnd,
  'alert.cancel': alertCancel,
  'alert.raise': alertRaise,
  'approval.answer': approvalAnswer,
  'approval.countersign': approvalCountersign,
  'approval.oral': approvalOral,
  'approval.withdraw': approvalWithdraw,
  'challenge.answer': challengeAnswer,
  'challenge.raise': challengeRaise,
  'clearance.grant': clearanceGrant,
  'clearance.withdraw': clearanceWithdraw,
  'clock.accept': clockAccept,
  'conferral.grant': conferralGrant,
  'conferral.withdraw': conferralWithdraw,
  'consultation.open': consultationOpen,
  'declaration.acknowledge': declarationAcknowledge,
  'declaration.make': declarationMake,
  'deed.begin': deedBegin,
  'deed.end': deedEnd,
  'deed.propose': deedPropose,
  'deed.report': deedReport,
  'desk.sign-off': deskSignOff,
  'desk.sign-on': deskSignOn,
  'erasure.finish': erasureFinish,
  'exercise.direct': exerciseDirect,
  'hold.lift': holdLift,
  'hold.place': holdPlace,
  'incident.close': incidentClose,
  'incident.open': incidentOpen,
  'item.consent': itemConsent,
  'item.enter': itemEnter,
  'item.recall': itemRecall,
  'item.release': itemRelease,
  'ledger.create': ledgerCreate,
  'ledger.disclose': ledgerDisclose,
  'ledger.fill': ledgerFill,
  'ledger.key': ledgerKey,
  'witness.pass': witnessPass,
  'log.correct': logCorrect,
  'log.line': logLine,
  'mandate.draft': mandateDraft,
  'mandate.enforce': mandateEnforce,
  'mandate.except': mandateExcept,
  'mandate.review': mandateReview,
  'mandate.sign': mandateSign,
  'mandate.suspend': mandateSuspend,
  'mandate.withdraw': mandateWithdraw,
  'occurrence.report': occurrenceReport,
  'record.erase': recordErase,
  'request.withdraw': requestWithdraw,
  'retention.enforce': retentionEnforce,
  'retention.extend': retentionExtend,
  'roster.enrol': rosterEnrol,
  'roster.remove': rosterRemove,
  'statement.register': statementRegister,
  'tasking.acknowledge': taskingAcknowledge,
  'tasking.done': taskingDone,
  'tasking.issue': taskingIssue,
  'timer.due': timerDue,
} as const satisfies { readonly [K in ActKind]: { readonly kind: K } };

/** The definition of a kind. Its `detail` type is known only to itself: the desk parses before it plans. */
export function definitionOf(kind: ActKind): ActDefinition {
  return DEFINITIONS[kind] as unknown as ActDefinition;
}
