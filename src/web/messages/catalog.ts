import { accountEn } from './en/account.ts';
import { actEn } from './en/act.ts';
import { approvalsEn } from './en/approvals.ts';
import { challengesEn } from './en/challenges.ts';
import { declarationsEn } from './en/declarations.ts';
import { deskEn } from './en/desk.ts';
import { entryEn } from './en/entry.ts';
import { exerciseEn } from './en/exercise.ts';
import { guideEn } from './en/guide.ts';
import { haltEn } from './en/halt.ts';
import { helpEn } from './en/help.ts';
import { incidentsEn } from './en/incidents.ts';
import { itemsEn } from './en/items.ts';
import { kindsEn } from './en/kinds.ts';
import { logEn } from './en/log.ts';
import { mandateChecksEn } from './en/mandate-checks.ts';
import { mandateDraftsEn } from './en/mandate-drafts.ts';
import { mandateRecordedEn } from './en/mandate-recorded.ts';
import { mandatesEn } from './en/mandates.ts';
import { nowEn } from './en/now.ts';
import { occurrencesEn } from './en/occurrences.ts';
import { oversightEn } from './en/oversight.ts';
import { peopleEn } from './en/people.ts';
import { powersEn } from './en/powers.ts';
import { problemsEn } from './en/problems.ts';
import { receiptsEn } from './en/receipts.ts';
import { recordEn } from './en/record.ts';
import { retentionEn } from './en/retention.ts';
import { saidEn } from './en/said.ts';
import { searchEn } from './en/search.ts';
import { shellEn } from './en/shell.ts';
import { signInEn } from './en/sign-in.ts';
import { signOutEn } from './en/sign-out.ts';
import { statementsEn } from './en/statements.ts';
import { uiEn } from './en/ui.ts';
import { wordsEn } from './en/words.ts';
import { accountIt } from './it/account.ts';
import { actIt } from './it/act.ts';
import { approvalsIt } from './it/approvals.ts';
import { challengesIt } from './it/challenges.ts';
import { declarationsIt } from './it/declarations.ts';
import { deskIt } from './it/desk.ts';
import { entryIt } from './it/entry.ts';
import { exerciseIt } from './it/exercise.ts';
import { guideIt } from './it/guide.ts';
import { haltIt } from './it/halt.ts';
import { helpIt } from './it/help.ts';
import { incidentsIt } from './it/incidents.ts';
import { itemsIt } from './it/items.ts';
import { kindsIt } from './it/kinds.ts';
import { logIt } from './it/log.ts';
import { mandateChecksIt } from './it/mandate-checks.ts';
import { mandateDraftsIt } from './it/mandate-drafts.ts';
import { mandateRecordedIt } from './it/mandate-recorded.ts';
import { mandatesIt } from './it/mandates.ts';
import { nowIt } from './it/now.ts';
import { occurrencesIt } from './it/occurrences.ts';
import { oversightIt } from './it/oversight.ts';
import { peopleIt } from './it/people.ts';
import { powersIt } from './it/powers.ts';
import { problemsIt } from './it/problems.ts';
import { receiptsIt } from './it/receipts.ts';
import { recordIt } from './it/record.ts';
import { retentionIt } from './it/retention.ts';
import { saidIt } from './it/said.ts';
import { searchIt } from './it/search.ts';
import { shellIt } from './it/shell.ts';
import { signInIt } from './it/sign-in.ts';
import { signOutIt } from './it/sign-out.ts';
import { statementsIt } from './it/statements.ts';
import { uiIt } from './it/ui.ts';
import { wordsIt } from './it/words.ts';

/** Every message of the console, English; a new area of the screen adds its file here and in `it`. */
const en = {
  ...uiEn,
  ...shellEn,
  ...signInEn,
  ...deskEn,
  ...logEn,
  ...entryEn,
  ...kindsEn,
  ...mandatesEn,
  ...mandateChecksEn,
  ...mandateDraftsEn,
  ...mandateRecordedEn,
  ...signOutEn,
  ...statementsEn,
  ...oversightEn,
  ...wordsEn,
  ...actEn,
  ...approvalsEn,
  ...challengesEn,
  ...powersEn,
  ...problemsEn,
  ...receiptsEn,
  ...recordEn,
  ...nowEn,
  ...declarationsEn,
  ...haltEn,
  ...incidentsEn,
  ...itemsEn,
  ...occurrencesEn,
  ...peopleEn,
  ...exerciseEn,
  ...guideEn,
  ...accountEn,
  ...helpEn,
  ...retentionEn,
  ...saidEn,
  ...searchEn,
};
export type MessageId = keyof typeof en;

const it: Record<MessageId, string> = {
  ...uiIt,
  ...shellIt,
  ...signInIt,
  ...deskIt,
  ...logIt,
  ...entryIt,
  ...kindsIt,
  ...mandatesIt,
  ...mandateChecksIt,
  ...mandateDraftsIt,
  ...mandateRecordedIt,
  ...signOutIt,
  ...statementsIt,
  ...oversightIt,
  ...wordsIt,
  ...actIt,
  ...approvalsIt,
  ...challengesIt,
  ...powersIt,
  ...problemsIt,
  ...receiptsIt,
  ...recordIt,
  ...nowIt,
  ...declarationsIt,
  ...haltIt,
  ...incidentsIt,
  ...itemsIt,
  ...occurrencesIt,
  ...peopleIt,
  ...exerciseIt,
  ...guideIt,
  ...accountIt,
  ...helpIt,
  ...retentionIt,
  ...saidIt,
  ...searchIt,
};

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Messages by language, in ICU form. Both are at hand, so that the language changes at once. */
export const MESSAGES: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = { en, it };
