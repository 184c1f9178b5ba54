import { COMMANDS } from '../command-line/commands.ts';
import { useText } from '../messages/language.tsx';
import { Table } from '../ui/table.tsx';

/** What can be typed at the command line of the log, each with an example. */
export function CommandTable() {
  const { t } = useText();
  return (
    <Table
      label={t('help.commands')}
      rows={COMMANDS}
      keyOf={(command) => command}
      columns={[
        {
          id: 'example',
          head: t('command.example'),
          cell: (command) => <span className="r-mono">{t(`command.${command}`)}</span>,
        },
        { id: 'does', head: t('shell.keyDoes'), cell: (command) => t(`command.${command}.does`) },
      ]}
    />
  );
}
