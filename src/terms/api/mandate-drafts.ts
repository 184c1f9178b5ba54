import * as z from 'zod';
import { EntryIndex, Hex64, Time } from '../act.ts';
import { Named } from './parts.ts';

/** A step that somebody took on a draft: who, when, and with which entry. */
const StepShown = z.object({
  index: EntryIndex,
  at: Time,
  person: z.string(),
  desk: z.string().nullable(),
});

const ON_ITS_WAY = ['draft', 'objected', 'cleared', 'signed', 'due', 'withdrawn'] as const;
const ONCE_IN_FORCE = ['in-force', 'suspended', 'expired', 'replaced'] as const;

/** `GET /api/mandates/drafts`: versions of mandates on their way into force, latest first, with every step taken and what is still wanted. */
export const MandateDrafts = z.object({
  view: z.int(),
  drafts: z.array(
    z.object({
      mandate: z.string(),
      version: z.int(),
      digest: Hex64,
      title: z.string(),
      holder: Named,
      /** The text in YAML, as its author would write it; read again it gives this digest. */
      document: z.string(),
      /** It stands among the documents of the event; nobody drafted it here. */
      supplied: z.boolean(),
      /** `replaced`: it was in force, and another version is in its place; `suspended`, `expired`: it is not in force now. */
      status: z.enum([...ON_ITS_WAY, ...ONCE_IN_FORCE]),
      /** When it comes into force by itself; null where no time is set. */
      begins: Time.nullable(),
      drafted: StepShown.extend({ reason: z.string() }).nullable(),
      review: StepShown.extend({ opinion: z.enum(['cleared', 'objected']), note: z.string() }).nullable(),
      signatures: z.array(StepShown.extend({ side: z.enum(['host', 'sending-state']) })),
      /** Who put it in force, or is to from a time on, or took it back, last; null where nobody did. Who acted is told to those who may know it. */
      settled: StepShown.extend({ person: z.string().nullable(), reason: z.string() }).nullable(),
      /** Since when it is in force; null where it is not. */
      since: Time.nullable(),
      exceptions: z.array(StepShown.extend({ commitment: z.string(), reason: z.string() })),
      /** What is wanted before it can come into force, in order. */
      needs: z.array(z.enum(['review', 'host-signature', 'sending-state-signature', 'enforcement'])),
      /** Commitments that it would break by its text alone, and permits that silently beat an approval; as the mandates in force are now. */
      against: z.object({ unkept: z.array(z.string()), beaten: z.array(z.string()) }),
    }),
  ),
});
export type MandateDrafts = z.infer<typeof MandateDrafts>;
