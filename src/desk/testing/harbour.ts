import { HOUR, MINUTE } from '../../base/clock.ts';
import { suppliedScenario } from '../../exercise/testing/scenarios.ts';
import type { MemoryStore } from '../../ledger/store/memory.ts';
import type { Scenario } from '../../mandates/scenario.ts';
import type { Answer } from '../../terms/answer.ts';
import { type Asked, DeskRoom } from './desk-room.ts';

/** A moment at which all mandates of the harbour may be in force, by day. */
export const HARBOUR_OPENS = Date.parse('2026-09-15T06:00:00Z');

let scenario: Promise<Scenario> | undefined;

/** The Harbour Summit, read once a process. */
export function harbourScenario(): Promise<Scenario> {
  scenario ??= suppliedScenario('harbour-summit');
  return scenario;
}

/** The harbour at work: guests' mandates in force, the usual people at their desks. */
export async function harbourAtWork(
  options: { readonly store?: MemoryStore; readonly checksSignatures?: boolean; readonly scenario?: Scenario } = {},
) {
  const { scenario: other, ...rest } = options;
  const room = await DeskRoom.open(other ?? (await harbourScenario()), { at: HARBOUR_OPENS, ...rest });
  await room.signOn('commander-a', 'host-room.commander');
  for (const mandate of ['guest-a', 'guest-b', 'organiser']) await enforce(room, mandate);
  await room.signOn('duty-a', 'host-room.duty');
  await room.signOn('loggist-a', 'host-room.loggist');
  await room.signOn('police-a', 'harbour-room.field');
  await room.signOn('gb-support-a', 'harbour-room.support-b');
  await room.signOn('ga-lead', 'embassy-a-room.lead');
  return room;
}

/** Puts a mandate of the scenario in force, version 1. */
export async function enforce(room: DeskRoom, mandate: string): Promise<Answer> {
  const detail = { mandate, version: 1, reason: 'agreed' };
  return await room.permitted({ by: 'commander-a', kind: 'mandate.enforce', detail });
}

/** The harbour's one coercive path of a guest: the identity check at the ferry terminal. */
export function identityCheck(room: DeskRoom, more: Partial<Asked> = {}): Asked {
  const from = more.deedAt ?? room.now + 15 * MINUTE;
  return {
    by: 'gb-support-a',
    kind: 'deed.propose',
    activity: 'identity-check',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    deedAt: from,
    detail: { until: from + HOUR, what: 'documents of the passengers at gate 2' },
    ...more,
  };
}

export async function confer(room: DeskRoom, to = 'gb-support-a', power = 'identity-check'): Promise<Answer> {
  const detail = { to, power, from: room.now, until: room.now + 4 * HOUR, reason: 'joint check' };
  return await room.enter({ by: 'commander-a', kind: 'conferral.grant', detail });
}

/** The commander clears a weapon of the officer who goes under arms; or what `more` says. */
export async function clear(room: DeskRoom, more: object = {}): Promise<Answer> {
  const whole = {
    to: 'ga-officer-a',
    clears: 'weapon',
    thing: 'pistol 12',
    from: room.now,
    until: room.now + 4 * HOUR,
  };
  const detail = JSON.parse(JSON.stringify({ ...whole, reason: 'arrival', ...more }));
  return await room.enter({ by: 'commander-a', kind: 'clearance.grant', detail });
}

export async function accompany(room: DeskRoom, guest = 'gb-support-a', officer = 'police-a'): Promise<Answer> {
  return await room.enter({ by: officer, kind: 'accompaniment.begin', detail: { guest, officer } });
}

export async function approve(room: DeskRoom, asked: Answer, by = 'duty-a'): Promise<Answer> {
  const detail = { request: asked.matter, digest: asked.digest, answer: 'approve', reason: 'police-a beside' };
  return await room.enter({ by, kind: 'approval.answer', detail });
}

/** Brings the identity check to where it is open: conferred, accompanied, approved, begun. */
export async function openIdentityCheck(room: DeskRoom) {
  const conferral = await confer(room);
  const accompaniment = await accompany(room);
  const asked = await room.enter(identityCheck(room));
  const approval = await approve(room, asked);
  await room.advanceTo(room.now + 15 * MINUTE);
  const begun = await room.permitted(beginning(asked));
  return { conferral, accompaniment, asked, approval, begun, deed: asked.deed ?? '' };
}

/** The act that begins the identity check of `asked`. */
export function beginning(asked: Answer): Asked {
  return {
    by: 'gb-support-a',
    kind: 'deed.begin',
    purpose: 'public-safety',
    place: 'ferry-terminal',
    detail: { deed: asked.deed },
  };
}

/** Enters an item under its originator's control, of which nothing else matters; gives its number. */
export async function enterItem(room: DeskRoom, by: string, more: Record<string, unknown> = {}): Promise<string> {
  const detail = {
    title: 'threats against the principal',
    text: 'two letters were received',
    handling: 'green',
    originatorControl: true,
    grading: { source: 'B', information: 2 },
    expires: room.now + 4 * HOUR,
    ...more,
  };
  const { matter } = await room.permitted({ by, kind: 'item.enter', purpose: 'event-security', detail });
  return matter ?? '';
}
