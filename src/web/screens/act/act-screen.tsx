import { useText } from '../../messages/language.tsx';
import { Page } from '../../ui/frame.tsx';
import { DeedFormPanel } from './deed-form-panel.tsx';
import { MyWork } from './my-work-panel.tsx';

/** Proposing and reporting deeds, with the decision beside the form; below, what of mine is going on, each with its next step. */
export function ActScreen() {
  const { t } = useText();
  return (
    <Page title={t('act.title')}>
      <DeedFormPanel />
      <MyWork />
    </Page>
  );
}
