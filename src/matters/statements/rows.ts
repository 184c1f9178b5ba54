/** What an office said in public, paraphrased. The text is in the entry. */
export type StatementRow = {
  readonly id: string;
  readonly office: string;
  readonly said: string;
  readonly source: string;
  readonly contradicts: readonly string[];
  readonly index: number;
};
