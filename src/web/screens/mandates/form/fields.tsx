import type { ReactNode } from 'react';

type ReadOnlyProps = { readonly readOnly: boolean; readonly children: ReactNode };

/** Fields that nobody can change where they are only read: the browser itself holds them. */
export function Fields({ readOnly, children }: ReadOnlyProps) {
  return (
    <fieldset className="r-fields" disabled={readOnly}>
      {children}
    </fieldset>
  );
}
