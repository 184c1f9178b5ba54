import { Link } from '@tanstack/react-router';
import { useText } from '../messages/language.tsx';
import { Stack } from '../ui/frame.tsx';
import { Dialog } from '../ui/layers.tsx';
import { CommandTable } from './command-table.tsx';
import { KeyTable } from './key-table.tsx';

/** Which key does what, and where to read more. */
export function HelpDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog title={t('shell.help')} open={open} onClose={onClose}>
      <Stack>
        <KeyTable />
        <h3>{t('help.commands')}</h3>
        <CommandTable />
        <Link to={'/help' as string} onClick={onClose}>
          {t('help.more')}
        </Link>
      </Stack>
    </Dialog>
  );
}
