import * as z from 'zod';

/** Parts that stand beside the text of a draft; in a narrow window the text itself is one of them. */
export const PARTS = ['prose', 'checks', 'difference', 'play', 'steps'] as const;
export const NARROW_PARTS = ['draft', ...PARTS] as const;

/** How far back a draft is tried on recorded acts. */
export const PERIODS = ['day', 'week', 'event'] as const;
export type Period = (typeof PERIODS)[number];

/** What the screen shows, as it stands in the address. */
export const DraftView = z.object({
  /** `us-hsi@2`; without one: where drafts begin. */
  draft: z.string().max(80).catch(''),
  /** Of a text that was handed in, which is then shown as it was. */
  digest: z.string().max(64).catch(''),
  /** The end until which a draft renews its mandate, and whose mandate a new one is: for its first text. */
  until: z.string().max(40).catch(''),
  holder: z.string().max(64).catch(''),
  /** Digest of the text that was handed in and is gone on from. */
  from: z.string().max(64).catch(''),
  /** 1: under the number under which it was handed in. */
  again: z.int().min(0).max(1).catch(0),
  as: z.enum(['form', 'text']).catch('form'),
  part: z.enum(NARROW_PARTS).catch('draft'),
  /** Position of the clause that is open in the form. */
  clause: z.int().catch(-1),
  /** Version that it is compared with; 0: the one in force. */
  against: z.int().min(0).catch(0),
  period: z.enum(PERIODS).catch('week'),
  under: z.enum(['draft', 'in-force']).catch('draft'),
  play: z.record(z.string().max(40), z.string().max(100)).catch({}),
});
export type DraftView = z.infer<typeof DraftView>;
