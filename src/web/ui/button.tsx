import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger';
type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'className' | 'style'> & {
  readonly ref?: Ref<HTMLButtonElement>;
};
type ButtonProps = Native & {
  /** `main` once on a page at most. */
  readonly look?: ButtonLook;
  readonly submit?: boolean;
  readonly icon?: IconName;
  readonly children: ReactNode;
};

/** A button with a word. */
export function Button({ look = 'plain', submit = false, icon, children, ...native }: ButtonProps) {
  return (
    <button {...native} type={submit ? 'submit' : 'button'} className="r-button" data-look={look}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

type IconButtonProps = Native & { readonly icon: IconName; readonly label: string };

/** A button with a shape only; `label` is its name, for who hears it and under the pointer. */
export function IconButton({ icon, label, ...native }: IconButtonProps) {
  return (
    <button {...native} type="button" className="r-button" data-look="quiet" data-icon aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}
