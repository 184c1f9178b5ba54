import { Link } from '@tanstack/react-router';
import { useText } from '../../messages/language.tsx';
import { useNames, usePhrase } from '../../session/vocabulary.ts';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';

type CardProps = {
  readonly id: string;
  readonly office: string;
  readonly said: string | null;
  readonly dateNote?: string | null;
  readonly where: string | null;
  readonly text: string;
  readonly source: readonly string[];
  readonly contradicts: readonly string[];
  /** The entry that registered it, where it was registered in this room. */
  readonly entry?: { readonly index: number; readonly at: number; readonly desk: string | null };
  readonly current?: boolean;
  /** Under which heading it stands. */
  readonly level: 3 | 4;
};

/** One statement: who, when, where, what, from which source, and what it contradicts. */
export function StatementCard(props: CardProps) {
  const { id, office, said, dateNote = null, where, text, source, contradicts, entry, current, level } = props;
  const Heading = `h${level}` as const;
  const { t } = useText();
  const name = useNames();
  const when = said === null && dateNote === null ? t('statements.undated') : [said, dateNote];
  const facts = [when, where].flat().filter((part) => part !== null);
  const phrase = usePhrase();
  return (
    <article
      id={`statement-${id}`}
      tabIndex={-1}
      className="r-statement r-anchor"
      aria-current={current === true ? 'true' : undefined}
    >
      <Heading>
        <span className="r-mono">{id}</span> <bdi>{office}</bdi>
      </Heading>
      <p className="r-dim r-pre">{facts.map((fact) => phrase(fact)).join(' · ')}</p>
      <p className="r-pre">{text}</p>
      <p className="r-dim r-pre">{t('statements.source', { source: source.join(', ') })}</p>
      {contradicts.length > 0 && (
        <Mark icon="diamond" tone="warning">
          {t('statements.contradicts', { ids: contradicts.join(', ') })}
        </Mark>
      )}
      {entry !== undefined && (
        <p className="r-dim">
          {entry.desk !== null && t('statements.by', { desk: name(entry.desk) })} <TimeText ms={entry.at} />{' '}
          <Link to={`/entry/${entry.index}` as string}>#{entry.index}</Link>
        </p>
      )}
    </article>
  );
}
