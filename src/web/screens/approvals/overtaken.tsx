import { useEffect, useState } from 'react';
import { MatterDetail } from '../../../terms/api/matters.ts';
import { useText } from '../../messages/language.tsx';
import { RecordLink } from '../../records/record-link.tsx';
import { RequestRow } from '../../records/rows.ts';
import { useAnswer } from '../../session/services.tsx';
import { useMe } from '../../session/session.tsx';
import { Panel, Row } from '../../ui/frame.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { TimeText } from '../../ui/times.tsx';

/**
 * The request that somebody looked at and that waits no longer; empty where it does, or where they went to another.
 * @param chosen the one that is open now; undefined while it is not known which waits
 */
export function useOvertaken(asked: string, chosen: string | undefined, waits: (id: string) => boolean): string {
  const [seen, setSeen] = useState({ watched: asked, gone: '' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits is asked when another one is open
  useEffect(() => {
    if (chosen === undefined || chosen === seen.watched) return;
    setSeen({ watched: chosen, gone: seen.watched !== '' && !waits(seen.watched) ? seen.watched : '' });
  }, [chosen, seen.watched]);
  return seen.gone;
}

/** What became of it while it was looked at, unless the reader did that themselves: whoever was about to answer is told, and not only left without it. */
export function Overtaken({ id }: { readonly id: string }) {
  const { t } = useText();
  const { person } = useMe();
  const { data } = useAnswer(MatterDetail, `/api/matters/requests/${encodeURIComponent(id)}`);
  if (data === undefined || data.matter.changed.person === person) return null;
  const { changed, row } = data.matter;
  const { status } = RequestRow.parse(row);
  if (status === 'waiting') return null;
  return (
    <Panel title={t('approvals.overtaken', { id })} tone="warning">
      <div role="status">
        <Row>
          <Mark icon="triangle" tone="warning">
            {t(`status.${status}`)}
          </Mark>
          <RecordLink id={id} />
          <TimeText ms={changed.at} age />
        </Row>
      </div>
    </Panel>
  );
}
