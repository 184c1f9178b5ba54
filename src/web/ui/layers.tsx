import { Menu as MantineMenu, Tabs as MantineTabs, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../messages/language.tsx';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

type DialogProps = {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

/** A dialog over the page. It holds the focus, closes by Esc, and never by a stray click beside it. */
export function Dialog({ title, open, onClose, wide, children }: DialogProps) {
  const { t } = useText();
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={wide ? 900 : 520}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {children}
    </Modal>
  );
}

export type Tab = { readonly id: string; readonly label: string; readonly content: ReactNode };
type TabsProps = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly value: string;
  readonly onChange: (id: string) => void;
};

/** Parts of a page, one at a time; which one belongs in the URL (`useView`). */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  return (
    <MantineTabs value={value} onChange={(id) => id !== null && onChange(id)} keepMounted={false}>
      <MantineTabs.List aria-label={label}>
        {tabs.map(({ id, label: name }) => (
          <MantineTabs.Tab key={id} value={id}>
            {name}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map(({ id, content }) => (
        <MantineTabs.Panel key={id} value={id} pt={8}>
          {content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  );
}

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly onSelect: () => void;
};

/** A button that opens a list of things to do. */
export function Menu({
  label,
  icon,
  items,
}: {
  readonly label: string;
  readonly icon?: IconName;
  readonly items: readonly MenuItem[];
}) {
  return (
    <MantineMenu transitionProps={{ duration: 0 }} position="bottom-end">
      <MantineMenu.Target>
        <Button look="quiet" {...(icon === undefined ? {} : { icon })}>
          {label}
        </Button>
      </MantineMenu.Target>
      <MantineMenu.Dropdown className="r-menu">
        {items.map((item) => (
          <MantineMenu.Item
            key={item.id}
            leftSection={item.icon === undefined ? null : <Icon name={item.icon} />}
            onClick={item.onSelect}
          >
            {item.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
