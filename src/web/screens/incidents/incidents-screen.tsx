import * as z from 'zod';
import { useText } from '../../messages/language.tsx';
import { useQueue } from '../../records/records.ts';
import { useView } from '../../shell/router.tsx';
import { Page, Panel } from '../../ui/frame.tsx';
import { Tabs } from '../../ui/layers.tsx';
import { Split } from '../../ui/split.tsx';
import { IncidentList } from './incident-list.tsx';
import { OpenIncident } from './open-form.tsx';
import { IssueTasking } from './task-form.tsx';
import { TaskingList } from './tasking-list.tsx';

const View = z.object({ part: z.enum(['incidents', 'taskings']).catch('incidents'), chosen: z.string().catch('') });

/** What happens and who is sent: incidents and taskings. */
export function IncidentsScreen() {
  const { t } = useText();
  const [{ part, chosen }, setView] = useView(View);
  const waiting = useTaskingsWaiting();
  return (
    <Page title={t('incidents.title')}>
      <Tabs
        label={t('incidents.parts')}
        value={part}
        onChange={(next) => setView({ part: next === 'taskings' ? 'taskings' : 'incidents' })}
        tabs={[
          {
            id: 'incidents',
            label: t('incidents.incidents'),
            content: (
              <Split
                main={<IncidentList chosen={chosen} onChoose={(id) => setView({ chosen: id })} />}
                side={
                  <Panel title={t('incidents.open')}>
                    <OpenIncident />
                  </Panel>
                }
              />
            ),
          },
          {
            id: 'taskings',
            label: waiting > 0 ? t('taskings.titleWaiting', { count: waiting }) : t('taskings.title'),
            content: (
              <Split
                main={<TaskingList />}
                side={
                  <Panel title={t('taskings.issue')}>
                    <IssueTasking />
                  </Panel>
                }
              />
            ),
          },
        ]}
      />
    </Page>
  );
}

function useTaskingsWaiting(): number {
  return useQueue().items?.filter(({ why }) => why === 'tasking').length ?? 0;
}
