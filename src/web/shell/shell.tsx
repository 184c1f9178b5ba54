import './shell.css';
import '../ui/reading.css';
import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { GuidePanel } from '../guide/guide-panel.tsx';
import { useText } from '../messages/language.tsx';
import { moveRow } from '../ui/table.tsx';
import { AlertStrip } from './alert-strip.tsx';
import { Banner } from './banner.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { KeysProvider, useKey, useKeyMap } from './keys.tsx';
import { Navigation } from './navigation.tsx';
import { useGo } from './router.tsx';
import { SearchDialog } from './search-dialog.tsx';
import { Warnings } from './warnings.tsx';

/** What stands around every screen. */
export function Shell() {
  return (
    <KeysProvider>
      <Around />
    </KeysProvider>
  );
}

function Around() {
  const { t } = useText();
  const [open, setOpen] = useState<'help' | 'search' | null>(null);
  const { want } = useKeyMap();
  const go = useGo();
  useKey(
    'newLine',
    () => {
      want('newLine');
      go('/log');
    },
    'shell',
  );
  useKey('help', () => setOpen('help'), 'shell');
  useKey('search', () => setOpen('search'), 'shell');
  useKey('next', () => moveRow(1), 'shell');
  useKey('previous', () => moveRow(-1), 'shell');
  return (
    <div className="r-shell">
      <a className="r-skip" href="#screen">
        {t('shell.skip')}
      </a>
      <Banner onHelp={() => setOpen('help')} onSearch={() => setOpen('search')} />
      <AlertStrip />
      <Warnings />
      <Navigation />
      <div className="r-content">
        <main id="screen" tabIndex={-1}>
          <Outlet />
        </main>
        <GuidePanel />
      </div>
      <HelpDialog open={open === 'help'} onClose={() => setOpen(null)} />
      {open === 'search' && <SearchDialog onClose={() => setOpen(null)} />}
    </div>
  );
}
