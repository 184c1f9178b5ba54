import { UNKNOWN } from '../../terms/axes.ts';
import { MESSAGES, type MessageId } from '../messages/catalog.ts';
import { useCategoryName } from '../messages/category-name.ts';
import { useText } from '../messages/language.tsx';
import { useNames } from '../session/vocabulary.ts';
import { Fact, Facts, Stack } from '../ui/frame.tsx';
import { TimeText } from '../ui/times.tsx';
import { RecordLink } from './record-link.tsx';
import { sliceOfNumber } from './record-path.ts';
import { byHeading, byMember, type Said } from './row-words.ts';

/** Facts of a row with what each is called, under the headings of what they are inside of: times as times, numbers of records as links. */
export function RowFacts({ facts }: { readonly facts: readonly Said[] }) {
  const memberName = useMemberName();
  return [...byHeading(facts)].map(([heading, under]) => (
    <Stack key={heading}>
      {heading !== '' && <h3>{heading.split('.').map(memberName).join(' · ')}</h3>}
      <Facts>
        {byMember(under).map(([member, values]) => (
          <Fact key={member} name={memberName(member)}>
            {values.map((said, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: values of one member have no other name than their place
              <span key={n}>
                {n > 0 && ', '}
                <Value said={said} />
              </span>
            ))}
          </Fact>
        ))}
      </Facts>
    </Stack>
  ));
}

function Value({ said: { member, value, kind } }: { readonly said: Said }) {
  const { t } = useText();
  const name = useNames();
  const categoryName = useCategoryName();
  if (typeof value === 'number') return kind === 'time' ? <TimeText ms={value} local age /> : value;
  if (typeof value === 'boolean') return t(value ? 'record.yes' : 'record.no');
  if (kind === 'text') return <span className="r-pre">{value}</span>;
  // A document is read line by line.
  if (value.includes('\n')) return <span className="r-mono r-pre">{value}</span>;
  if (value === UNKNOWN) return t('occurrences.unknown');
  if (sliceOfNumber(value) !== undefined) return <RecordLink id={value} />;
  const worded = WORDED[member]?.(value);
  if (worded !== undefined && Object.hasOwn(MESSAGES.en, worded)) return t(worded as MessageId);
  const named = member === 'category' ? categoryName(value) : name(value);
  return named === value ? <span className="r-mono">{value}</span> : named;
}

/** Members whose words are the same in every event, with the message of each word. */
const WORDED: Readonly<Record<string, (word: string) => string>> = {
  status: (word) => `status.${word}`,
  alert: (word) => `status.${word}`,
  outcome: (word) => `outcome.${word}`,
  answer: (word) => `approvals.answer.${word}`,
  channel: (word) => `channel.${word}`,
  gravity: (word) => `gravity.${word}`,
};

/** What a member of a row is called; one without a name keeps its own. */
function useMemberName(): (member: string) => string {
  const { t } = useText();
  return (member) => {
    const id = `member.${member}`;
    return Object.hasOwn(MESSAGES.en, id) ? t(id as MessageId) : member;
  };
}
