import { useVirtualizer } from '@tanstack/react-virtual';

import { type KeyboardEvent, memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { UNKNOWN } from '../../../terms/axes.ts';
import { isReport } from '../../../terms/reports.ts';

import type { Entry } from '../../live/entries.ts';
import { useKindName } from '../../messages/kind-name.ts';
import { useText } from '../../messages/language.tsx';
import { CorrectionReason } from '../../records/correction.tsx';
import { usePersonName } from '../../records/person-name.ts';
import { RowOutcome } from '../../records/row-outcome.tsx';
import { useRowText } from '../../records/row-text.ts';
import { useNames } from '../../session/vocabulary.ts';
import { useKey } from '../../shell/keys.tsx';
import { useGo } from '../../shell/router.tsx';
import { Button } from '../../ui/button.tsx';
import { dayAndTime } from '../../ui/date-time.ts';

import { useNarrow } from '../../ui/narrow.ts';

const ROW_PX = 24;
const NARROW_ROW_PX = 46;
/** So near to its end, the list stays at it when more comes. */
const AT_END_PX = 40;
/** A deed that was entered so much later shows its own time. */
const LATE_MS = 120_000;

type RowsProps = {
  readonly rows: readonly Entry[];
  /** All that the page holds, whatever is shown of it: a line stays corrected where its correction is filtered out. */
  readonly all: readonly Entry[];
  /** The reader's own line that was just recorded: it is brought into sight. */
  readonly own: number | null;
  readonly more: (() => void) | undefined;
};

/** The rows, of which only those on the screen are drawn. It stays at the end while the reader is there, and still where they scrolled up. */
export function LogRows({ rows, all, own, more }: RowsProps) {
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const rowPx = useNarrow() ? NARROW_ROW_PX : ROW_PX;
  // The same function while the rows are the same: with a new one, the list measures every row again.
  const keyOf = useCallback((n: number) => rows[n]?.index ?? n, [rows]);
  const sizeOf = useCallback(() => rowPx, [rowPx]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: sizeOf,
    overscan: 12,
    getItemKey: keyOf,
  });
  const { atEnd, onScroll, toEnd } = useStay(scroller, rows, rowPx, own);
  const [chosen, setChosen] = useState<number | null>(null);
  const corrected = useMemo(() => correctedBy(all), [all]);
  const go = useGo();
  const move = (by: 1 | -1) => {
    const here = rows.findIndex(({ index }) => index === chosen);
    const next = rows[here < 0 ? rows.length - 1 : here + by];
    if (next === undefined) return;
    setChosen(next.index);
    virtual.scrollToIndex(rows.indexOf(next));
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next.index}"]`)?.focus());
  };
  useKey('next', () => move(1));
  useKey('previous', () => move(-1));
  const latestMove = useRef(move);
  latestMove.current = move;
  const onArrow = useCallback((by: 1 | -1) => latestMove.current(by), []);
  return (
    <div className="r-panel r-log">
      <div className="r-log-scroll" ref={scroller} onScroll={onScroll}>
        <div>
          {more !== undefined && (
            <div className="r-log-more">
              <Button look="quiet" onClick={more}>
                {t('log.older')}
              </Button>
            </div>
          )}
          <ul className="r-log-list" aria-label={t('log.region')} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ key, index: n, start }) => {
              const row = rows[n];
              if (row === undefined) return null;
              return (
                <li key={key} style={{ transform: `translateY(${start}px)`, height: rowPx }}>
                  <LogRow
                    row={row}
                    correctedBy={corrected.get(row.index)}
                    current={row.index === chosen}
                    onOpen={go}
                    onFocus={setChosen}
                    onArrow={onArrow}
                  />
                </li>
              );
            })}
          </ul>
        </div>
      </div>
      {!atEnd && (
        <div className="r-log-latest">
          <Button onClick={toEnd}>{t('log.latest')}</Button>
        </div>
      )}
    </div>
  );
}

type RowProps = {
  readonly row: Entry;
  readonly correctedBy: Entry | undefined;
  readonly current: boolean;
  readonly onOpen: (path: string) => void;
  readonly onFocus: (index: number) => void;
  readonly onArrow: (by: 1 | -1) => void;
};

const LogRow = memo(function LogRow({ row, correctedBy: by, current, onOpen, onFocus, onArrow }: RowProps) {
  const { t } = useText();
  const name = useNames();
  const kindName = useKindName();
  const personName = usePersonName();
  const text = useRowText()(row);
  const { index, at, kind, outcome, desk, person, component, place, matter, deedAt, clauses } = row;
  // Of a person without a desk the id says nothing to who does not know it: their component stands with it.
  const whose = component === null || component === UNKNOWN ? '' : ` · ${name(component)}`;
  const who = person === null ? '' : `${personName(person)}${whose}`;
  // A desk is a matter too; who acts from it is named beside.
  const number = matter === null || name(matter) !== matter ? null : matter;
  const late = row.form === 'report' && deedAt !== null && at - deedAt > LATE_MS;
  return (
    <a
      className="r-log-row"
      href={`/console/entry/${index}`}
      data-index={index}
      aria-current={current ? 'true' : undefined}
      onFocus={() => onFocus(index)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        onArrow(event.key === 'ArrowDown' ? 1 : -1);
      }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(`/entry/${index}`);
      }}
    >
      <span className="r-mono r-log-time">{dayAndTime(at, 'UTC')}Z</span>
      <span className="r-mono r-dim r-log-index">#{index}</span>
      <span className="r-log-who r-cut" title={who === '' ? undefined : who}>
        {desk === null ? who : name(desk)}
      </span>
      <span className="r-log-kind r-cut r-dim">{kindName(kind)}</span>
      <span className="r-log-text r-cut">
        <span className="r-log-kind-in r-dim">{kindName(kind)} </span>
        {number !== null && !text.includes(number) && <span className="r-mono">{number} </span>}
        {late && <span className="r-warning">{t('log.late', { time: `${dayAndTime(deedAt, 'UTC')}Z` })} </span>}
        {row.touches.length > 0 && (
          <span className="r-warning">{t('log.touches', { commitments: row.touches.join(', ') })} </span>
        )}
        {by === undefined ? <bdi>{text}</bdi> : <del>{text}</del>}
        {by !== undefined && <span className="r-dim"> {t('log.corrected', { number: `#${by.index}` })}</span>}
        {by !== undefined && <CorrectionReason reason={by.reason} />}
        {row.corrects !== null && (
          <>
            <span className="r-dim"> {t('log.corrects', { number: `#${row.corrects}` })}</span>
            <CorrectionReason reason={row.reason} />
          </>
        )}
      </span>
      <span className="r-log-place r-cut r-dim">{place === null ? '' : name(place)}</span>
      <span className="r-log-outcome">
        {outcome === 'permitted' ? null : (
          <>
            <RowOutcome row={row} short />{' '}
            <span className={`r-mono r-dim r-cut ${isReport(row) ? 'r-not-phone' : ''}`}>{clauses[0] ?? ''}</span>
          </>
        )}
      </span>
    </a>
  );
});

/** Lines that a later entry corrects, with the latest that does. */
function correctedBy(rows: readonly Entry[]): ReadonlyMap<number, Entry> {
  const by = new Map<number, Entry>();
  for (const row of rows) if (row.corrects !== null) by.set(row.corrects, row);
  return by;
}

/**
 * Keeps the view where the reader is: at the end while they are at the end, and on the same rows when older ones come in above. A line of their
 * own brings it to the end.
 */
function useStay(
  scroller: { readonly current: HTMLDivElement | null },
  rows: readonly Entry[],
  rowPx: number,
  own: number | null,
) {
  const [atEnd, setAtEnd] = useState(true);
  const first = useRef<number | undefined>(undefined);
  const stays = useRef(true);
  const sizes = useRef('');
  const shown = useRef<number | null>(null);
  const toEnd = useCallback(() => {
    const { current } = scroller;
    if (current === null) return;
    stays.current = true;
    sizes.current = sizesOf(current);
    current.scrollTop = current.scrollHeight;
    setAtEnd(true);
  }, [scroller]);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const ownCame = own !== null && own !== shown.current && rows.some(({ index }) => index === own);
    if (ownCame) shown.current = own;
    if (stays.current || ownCame) toEnd();
    else if (first.current !== undefined && rows[0]?.index !== first.current) {
      const added = rows.findIndex(({ index }) => index === first.current);
      if (added > 0) current.scrollTop += added * rowPx;
    }
    first.current = rows[0]?.index;
  }, [scroller, rows, rowPx, own, toEnd]);
  // The list has its height only after the first drawing, and another one when the window, an alert over it or what is in it changes.
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const observer = new ResizeObserver(() => {
      if (stays.current) toEnd();
    });
    observer.observe(current);
    if (current.firstElementChild !== null) observer.observe(current.firstElementChild);
    return () => observer.disconnect();
  }, [scroller, toEnd]);
  const onScroll = () => {
    const { current } = scroller;
    if (current === null) return;
    const near = current.scrollHeight - current.scrollTop - current.clientHeight < AT_END_PX;
    // A scrolling that was asked for earlier is told of here only after a change of size: then the reader has not left the end, the end has moved.
    if (!near && stays.current && sizesOf(current) !== sizes.current) return toEnd();
    stays.current = near;
    sizes.current = sizesOf(current);
    setAtEnd(near);
  };
  return { atEnd, onScroll, toEnd };
}

/** What decides where the end is. */
function sizesOf({ scrollHeight, clientHeight }: HTMLElement): string {
  return `${scrollHeight} ${clientHeight}`;
}
