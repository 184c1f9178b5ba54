import type { ReactNode } from 'react';
import * as z from 'zod';
import { useText } from '../../messages/language.tsx';
import { useMe } from '../../session/session.tsx';
import { useView } from '../../shell/router.tsx';
import { Page, Panel } from '../../ui/frame.tsx';
import { Tabs } from '../../ui/layers.tsx';
import { Split } from '../../ui/split.tsx';
import { ConsultationList } from './consultation-list.tsx';
import { EnterItem } from './enter-form.tsx';
import { ItemList } from './item-list.tsx';
import { ReleaseList } from './release-list.tsx';

const PARTS = ['items', 'releases', 'consultations'] as const;
type Part = (typeof PARTS)[number];
const View = z.object({ part: z.enum(PARTS).or(z.literal('')).catch(''), chosen: z.string().catch('') });

/** Protected material: items, to whom they were released, and who reads them. */
export function ItemsScreen() {
  const { t } = useText();
  const { dataProtection, oversight } = useMe();
  const [{ part, chosen }, setView] = useView(View);
  const shown: Part = part === '' ? (dataProtection || oversight ? 'consultations' : 'items') : part;
  const choose = (id: string) => setView({ chosen: id });
  const content = {
    items: (
      <Split
        main={<ItemList chosen={chosen} onChoose={choose} />}
        side={
          <Panel title={t('items.enter')}>
            <EnterItem />
          </Panel>
        }
      />
    ),
    releases: <ReleaseList chosen={chosen} onChoose={choose} />,
    consultations: <ConsultationList />,
  } satisfies Record<Part, ReactNode>;
  return (
    <Page title={t('items.title')}>
      <Tabs
        label={t('items.parts')}
        value={shown}
        onChange={(next) => setView({ part: PARTS.find((one) => one === next) ?? 'items', chosen: '' })}
        tabs={PARTS.map((id) => ({ id, label: t(`items.${id}`), content: content[id] }))}
      />
    </Page>
  );
}
