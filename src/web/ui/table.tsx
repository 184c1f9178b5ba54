import type { KeyboardEvent, ReactNode } from 'react';

export type Column<Row> = {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** As narrow as its content. */
  readonly narrow?: boolean;
  /** Left out where the screen is narrow. */
  readonly wideOnly?: boolean;
};

type TableProps<Row> = {
  /** What the table is of, read out. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Rows can then be reached by Tab, J, K and the arrows, and opened by Enter or a click. */
  readonly onOpen?: (row: Row) => void;
  readonly isCurrent?: (row: Row) => boolean;
};

/** A dense table, rows of 24 px. For lists of up to some hundred rows; longer ones are virtual (screens/log). */
export function Table<Row>({ label, columns, rows, keyOf, onOpen, isCurrent }: TableProps<Row>) {
  return (
    <table className="r-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ id, head, narrow, wideOnly }) => (
            <th key={id} scope="col" data-narrow={narrow || undefined} data-wide={wideOnly || undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            aria-current={isCurrent?.(row) ? 'true' : undefined}
            {...(onOpen === undefined ? {} : opening(() => onOpen(row)))}
          >
            {columns.map(({ id, cell, narrow, wideOnly }) => (
              <td key={id} data-narrow={narrow || undefined} data-wide={wideOnly || undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function opening(open: () => void) {
  return {
    tabIndex: 0,
    'data-row': true,
    onClick: open,
    onKeyDown(event: KeyboardEvent<HTMLTableRowElement>) {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter') open();
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        moveRow(event.key === 'ArrowDown' ? 1 : -1);
      }
    },
  };
}

/** Puts the focus on the next (1) or the one before (-1) of the rows on the screen (`data-row`), or in the dialog over it; on the first where none has it. */
export function moveRow(by: 1 | -1): void {
  const around = document.querySelector('[role="dialog"]') ?? document.querySelector('main');
  const rows = [...(around?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const here = rows.indexOf(document.activeElement as HTMLElement);
  const next = here < 0 ? rows[0] : rows[here + by];
  next?.focus();
}
