/** One of several that can be chosen. */
export type Choice<Value extends string = string> = {
  readonly value: Value;
  readonly label: string;
  /** What it is called too: it is found by these, and they are not shown. */
  readonly also?: readonly string[];
  readonly disabled?: boolean;
};

/** The choices that hold what was typed, in their label or in another of their names, however it is cased. */
export function choicesWith<Value extends string>(choices: readonly Choice<Value>[], typed: string): Choice<Value>[] {
  const wanted = typed.trim().toLowerCase();
  return choices.filter(({ label, also = [] }) => [label, ...also].some((name) => name.toLowerCase().includes(wanted)));
}
