import type { ReactNode } from 'react';

type PageProps = {
  readonly title: string;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** Beside the title: filters, counts. */
  readonly beside?: ReactNode;
  /** The page does not scroll; something in it does. */
  readonly fill?: boolean;
  readonly children: ReactNode;
};

/** One screen: its title and what is on it. */
export function Page({ title, actions, beside, fill, children }: PageProps) {
  return (
    // What scrolls must be reached by keyboard, also where nothing in it can be.
    <div className="r-page" data-fill={fill || undefined} tabIndex={fill ? undefined : 0}>
      <header>
        <h1>{title}</h1>
        {beside}
        {actions !== undefined && <div className="r-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

type PanelProps = {
  readonly title?: string;
  readonly actions?: ReactNode;
  /** Colour only for what is abnormal. */
  readonly tone?: 'critical' | 'warning';
  readonly children: ReactNode;
};

/** A bordered part of a page, with a heading where `title` is given. */
export function Panel({ title, actions, tone, children }: PanelProps) {
  return (
    <section className="r-panel" data-tone={tone} aria-label={title}>
      {title !== undefined && (
        <header>
          <h2>{title}</h2>
          {actions !== undefined && <div className="r-actions">{actions}</div>}
        </header>
      )}
      <div className="r-body">{children}</div>
    </section>
  );
}

/** One under the other. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className="r-stack">{children}</div>;
}

/** Side by side; goes on in the next line where there is no room. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className="r-row">{children}</div>;
}

/** What a thing is, name by name, of {@link Fact}s. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="r-facts">{children}</dl>;
}

/** One of {@link Facts}; nothing where there is no value (`null`, `undefined`). */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === null || children === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Nothing is here, and why, or what to do. */
export function EmptyState({ children }: { readonly children: ReactNode }) {
  return <div className="r-empty">{children}</div>;
}

/** A key of the keyboard. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className="r-kbd">{children}</kbd>;
}

/** Read out, not shown. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className="r-hidden">{children}</span>;
}
