import { useText } from '../messages/language.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/frame.tsx';
import { type Column, Table } from '../ui/table.tsx';
import type { RecordShown } from './records.ts';

type RecordTableProps<Row extends { readonly id: string }> = {
  /** What the table is of, read out. */
  readonly label: string;
  /** As `useRecords` gave them. */
  readonly shown: {
    readonly records: readonly RecordShown<Row>[];
    readonly loading: boolean;
    readonly more: (() => void) | undefined;
  };
  /** What is said where there is none. */
  readonly none: string;
  readonly columns: readonly Column<RecordShown<Row>>[];
  /** Where a row opens: which one is open, and what is done when another is chosen. */
  readonly chosen?: string;
  readonly onChoose?: (id: string) => void;
};

/** Records of one kind, latest first, page by page. */
export function RecordTable<Row extends { readonly id: string }>(props: RecordTableProps<Row>) {
  const { label, shown, none, columns, chosen, onChoose } = props;
  const { t } = useText();
  const { records, loading, more } = shown;
  const opens =
    onChoose === undefined
      ? {}
      : {
          isCurrent: ({ row }: RecordShown<Row>) => row.id === chosen,
          onOpen: ({ row }: RecordShown<Row>) => onChoose(row.id),
        };
  return (
    <>
      {records.length === 0 ? (
        <EmptyState>{loading ? t('ui.loading') : none}</EmptyState>
      ) : (
        <Table label={label} rows={records} keyOf={({ row }) => row.id} columns={columns} {...opens} />
      )}
      {more !== undefined && (
        <Button look="quiet" onClick={more}>
          {t('incidents.older')}
        </Button>
      )}
    </>
  );
}
