import { useCallback } from 'react';
import type { ActsRowShown, Declared, MandateStood, ReportedDeed } from '../../terms/api/parts.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import { MESSAGES, type MessageId } from '../messages/catalog.ts';
import { useKindName } from '../messages/kind-name.ts';
import { useText } from '../messages/language.tsx';
import { useNames } from '../session/vocabulary.ts';
import { dayAndTime } from '../ui/date-time.ts';
import { reclassifiedWords } from './reclassified.ts';
import { cameOf, saidOf } from './said.ts';
import { isResumed } from './stood.ts';

type Row = Pick<ActsRowShown, 'kind' | 'summary' | 'activity' | 'deedAt' | 'outcome' | 'clauses'> & {
  readonly purpose?: string | null;
  readonly declared?: Declared | null;
  readonly reported?: ReportedDeed | null;
  readonly stood?: MandateStood | null;
};
/** What stands instead of an act whose box is closed for ever, that nobody wrote (src/views/acts-row.ts), or that no view takes (src/views/unreadable.ts). */
const UNWRITTEN: Readonly<Record<string, MessageId>> = {
  erased: 'said.erased',
  'follows from another act': 'said.follows',
  'cannot be shown; it stands in the ledger': 'said.unreadable',
};

/**
 * What an entry is about on one line, in the language of the screens and with the names of the vocabulary; what somebody wrote stays as it is.
 */
export function useRowText(): (row: Row) => string {
  const { t } = useText();
  const name = useNames();
  return useCallback(
    (row) => {
      const { kind, summary, deedAt, outcome, clauses } = row;
      // Recorded, and nothing more: what stands there was not written by somebody who acts here.
      if (outcome === 'permitted' && clauses.includes('R-20')) return t('said.withoutEffect');
      if (row.kind === 'deed.reclassified') {
        const words = reclassifiedWords(row);
        return words.map(({ id, from, to }) => t(id, { from: name(from), to: name(to) })).join('; ');
      }
      // Whoever writes these very words has a time of the deed.
      const unwritten = deedAt === null && Object.hasOwn(UNWRITTEN, summary) ? UNWRITTEN[summary] : undefined;
      if (unwritten !== undefined) return t(unwritten);
      const { reported } = row;
      if (reported !== null && reported !== undefined) {
        const whose = reported.component === UNKNOWN ? reported.agency : reported.component;
        const agency = whose === UNKNOWN ? t('occurrences.unknownAgency') : name(whose);
        return t('said.occurrence.report', { activity: name(reported.activity), agency, text: summary });
      }
      const { stood = null } = row;
      if (stood !== null) {
        const { version, text } = cameOf(summary);
        const head = t(isResumed(version, stood) ? 'said.resumed' : 'said.replaced', {
          version: name(version),
          before: stood.version,
        });
        return text === '' ? head : t('said.words', { head, text });
      }
      const said = saidOf(row);
      if (said === null) return summary;
      const { names, text, from } = said;
      const [first = '', second = ''] = names.map(name);
      const worded = `said.${kind}.${names[0]}`;
      const byKind = `said.${kind}${second === '' ? '' : '.two'}`;
      const id = [worded, byKind].find((one): one is MessageId => Object.hasOwn(MESSAGES.en, one));
      const plain = id === undefined ? names.map(name).join(', ') : t(id, { first, second });
      const head = from === undefined ? plain : t('said.from', { first, from: `${dayAndTime(from, 'UTC')}Z` });
      return text === '' ? head : t('said.words', { head, text });
    },
    [t, name],
  );
}

/** The same; where nobody wrote anything, what its kind is called. */
export function useToldRow(): (row: Row) => string {
  const rowText = useRowText();
  const kindName = useKindName();
  return useCallback((row) => rowText(row) || kindName(row.kind), [rowText, kindName]);
}
