/** An assessment or a piece of intelligence. It stays its originator's. The text is in the entry. */
export type ItemRow = {
  readonly id: string;
  readonly owner: string;
  readonly originator: string;
  readonly title: string;
  readonly handling: 'clear' | 'green' | 'amber' | 'amber-strict' | 'red';
  readonly originatorControl: boolean;
  readonly expires: number;
  readonly expired: boolean;
  readonly index: number;
};

/** The originator's consent to onward release, by `<item>/<agency>`. */
export type ConsentRow = { readonly item: string; readonly to: string; readonly by: string; readonly index: number };

export type ReleaseRow = {
  readonly id: string;
  readonly item: string;
  readonly by: string;
  readonly byAgency: string;
  readonly to: string;
  readonly toAgency: string;
  readonly purpose: string;
  readonly at: number;
  readonly recalled: number | null;
  readonly index: number;
};
