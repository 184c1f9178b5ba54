import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MandatesShown } from '../../../terms/api/event.ts';
import { useText } from '../../messages/language.tsx';
import { usePhrase } from '../../session/vocabulary.ts';
import { Panel, Row, Stack } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';

/** Sources by id and title, each leading to what is known of it. */
export function SourceList({ all, ids }: { readonly all: MandatesShown; readonly ids: readonly string[] }) {
  const { t } = useText();
  const phrase = usePhrase();
  if (ids.length === 0) return <p className="r-dim">{t('mandates.noSource')}</p>;
  return (
    <p className="r-dim r-reading">
      {t('mandates.sources')}:{' '}
      {ids.map((id, n) => (
        <span key={id}>
          {n > 0 && '; '}
          <Link to={'/mandates' as string} search={{ clause: id } as never}>
            {id}
          </Link>{' '}
          {phrase(all.sources.find((source) => source.id === id)?.title ?? '')}
        </span>
      ))}
    </p>
  );
}

type PartProps<Shown> = { readonly shown: readonly Shown[]; readonly cited: string };
type WithAll = { readonly all: MandatesShown };

/** What offices promised: by whom, when, and whether it became a rule. */
export function Commitments({ all, shown, cited }: PartProps<MandatesShown['commitments'][number]> & WithAll) {
  const phrase = usePhrase();
  const { t } = useText();
  return (
    <Part id="commitments" title={t('mandates.commitments')} count={shown.length}>
      {shown.map(({ id, by, date, text, source, form, why }) => (
        <Cited key={id} id={id} cited={cited}>
          <Row>
            <span className="r-mono">{id}</span>
            <Mark icon={form === 'rule' ? 'check' : 'circle'} tone="dim">
              {t(form === 'rule' ? 'mandates.rule' : 'mandates.statement')}
            </Mark>
          </Row>
          <div className="r-pre r-reading">{text}</div>
          <SourceList all={all} ids={source} />
          <div className="r-dim">
            {t('mandates.by', { by: phrase(by), date: date === null ? t('mandates.undated') : phrase(date) })}
          </div>
          {why !== null && <div className="r-dim">{t('mandates.why', { why })}</div>}
        </Cited>
      ))}
    </Part>
  );
}

/** What no instrument says. */
export function Questions({ all, shown, cited }: PartProps<MandatesShown['questions'][number]> & WithAll) {
  const { t } = useText();
  return (
    <Part id="questions" title={t('mandates.questions')} lead={t('mandates.questionsWhy')} count={shown.length}>
      {shown.map(({ id, text, axis, source }) => (
        <Cited key={id} id={id} cited={cited}>
          <Row>
            <span className="r-mono">{id}</span>
            <Mark icon="diamond" tone="warning">
              {t('mandates.open')}
            </Mark>
            {axis !== null && <span className="r-dim">{t('mandates.axis', { axis })}</span>}
          </Row>
          <div className="r-pre r-reading">{text}</div>
          {source.length > 0 && <SourceList all={all} ids={source} />}
        </Cited>
      ))}
    </Part>
  );
}

/** The numbered rules of the room itself. */
export function HouseRules({ shown, cited }: PartProps<MandatesShown['houseRules'][number]>) {
  const { t } = useText();
  return (
    <Part id="house-rules" title={t('mandates.houseRules')} count={shown.length}>
      {shown.map(({ id, text }) => (
        <Cited key={id} id={id} cited={cited}>
          <span className="r-mono">{id}</span> <span className="r-pre">{text}</span>
        </Cited>
      ))}
    </Part>
  );
}

/** What everything above rests on. */
export function Sources({ shown, cited }: PartProps<MandatesShown['sources'][number]>) {
  const { t } = useText();
  const phrase = usePhrase();
  return (
    <Part id="sources" title={t('mandates.sources')} count={shown.length}>
      {shown.map(({ id, kind, title, date, note }) => (
        <Cited key={id} id={id} cited={cited}>
          <span className="r-mono">{id}</span> {phrase(title)}{' '}
          <span className="r-dim">
            {[t(`mandates.kind.${kind}`), date ?? t('mandates.undated'), note === null ? null : phrase(note)]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </Cited>
      ))}
    </Part>
  );
}

type FrameProps = {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly count: number;
  readonly children: ReactNode;
};

function Part({ id, title, lead, count, children }: FrameProps) {
  if (count === 0) return null;
  return (
    <div id={id} tabIndex={-1} className="r-anchor">
      <Panel title={title}>
        <Stack>
          {lead !== undefined && <p className="r-dim">{lead}</p>}
          <ul className="r-list">{children}</ul>
        </Stack>
      </Panel>
    </div>
  );
}

function Cited({ id, cited, children }: { readonly id: string; readonly cited: string; readonly children: ReactNode }) {
  return (
    <li id={`cited-${id}`} tabIndex={-1} className="r-clause r-anchor" aria-current={cited === id ? 'true' : undefined}>
      {children}
    </li>
  );
}
