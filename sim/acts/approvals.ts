import type { Intent, Scene } from './scene.ts';

/** The host's answers, by those who may and those who may not, in writing and by word of mouth. */

export function answer(scene: Scene): Intent | undefined {
  const { chance } = scene;
  const request = scene.matter(scene.rows.all('requests').slice(-40), (row) => row.status === 'waiting');
  if (request === undefined) return undefined;
  const said = chance.weighted({ approve: 8, refuse: 2, 'counter-offer': 2 });
  const digest = chance.is(0.05) ? '0'.repeat(64) : request.digest;
  const validUntil = chance.is(0.25) ? { validUntil: scene.minutes(chance.of([-1, 1, 20, 90])) } : {};
  const place = chance.of(['quay', 'hall', 'hotel']);
  const purpose = 'event-security';
  const activity = 'deed' in request.asks ? request.asks.deed.activity : scene.activity();
  const from = scene.minutes(chance.between(0, 20));
  const counter = { activity, purpose, place, from, until: from + 3_600_000, what: 'as the host would have it' };
  const detail = {
    request: request.id,
    digest,
    answer: said,
    reason: 'considered',
    ...validUntil,
    ...(said === 'counter-offer' ? { counter } : {}),
  };
  const actor = chance.is(0.08)
    ? request.requester
    : chance.is(0.04)
      ? 'operator'
      : scene.onDuty('commander', 'duty-officer');
  return { kind: 'approval.answer', ...maybeLate(scene), actor, purpose: 'room-duty', detail };
}

export function oral(scene: Scene): Intent | undefined {
  const { chance } = scene;
  const request = scene.matter(scene.rows.all('requests').slice(-40), (row) => row.status === 'waiting');
  if (request === undefined) return undefined;
  const giver = chance.is(0.7)
    ? chance.of(['commander-1', 'commander-2', 'duty-1'])
    : chance.is(0.3)
      ? request.requester
      : scene.anybody();
  const detail = {
    request: request.id,
    digest: request.digest,
    giver,
    channel: chance.of(['telephone', 'radio', 'in-person']),
    answer: chance.is(0.85) ? 'approve' : 'refuse',
    reason: 'called back',
    ...(chance.is(0.2) ? { validUntil: scene.minutes(chance.between(1, 200)) } : {}),
  };
  return { kind: 'approval.oral', ...maybeLate(scene), actor: scene.onDuty('loggist'), purpose: 'room-duty', detail };
}

export function countersign(scene: Scene): Intent | undefined {
  const approval = scene.matter(
    scene.rows.all('approvals').slice(-40),
    (row) => row.countersigned === null && row.ended === null,
  );
  if (approval === undefined) return undefined;
  const actor = scene.chance.is(0.15) ? scene.onDuty('commander', 'duty-officer') : approval.giver;
  return { kind: 'approval.countersign', actor, purpose: 'room-duty', detail: { request: approval.request } };
}

export function withdraw(scene: Scene): Intent | undefined {
  const approval = scene.matter(scene.rows.all('approvals').slice(-40), (row) => row.ended === null);
  if (approval === undefined) return undefined;
  const detail = { request: approval.request, reason: 'no longer' };
  return { kind: 'approval.withdraw', actor: scene.onDuty('commander', 'duty-officer'), purpose: 'room-duty', detail };
}

export function confer(scene: Scene): Intent {
  const { chance } = scene;
  const from = scene.minutes(chance.of([-60, 0, 0, 10]));
  const until = from + chance.of([0, 20, 60, 300, 50_000]) * 60_000;
  const power = chance.of(['identity-check', 'identity-check', 'search', 'flight']);
  const to = chance.is(0.7)
    ? chance.of(['b-support-1', 'b-support-2'])
    : chance.is(0.4)
      ? scene.anybody()
      : scene.guest();
  const actor = scene.onDuty('commander', 'duty-officer');
  return {
    kind: 'conferral.grant',
    ...maybeLate(scene),
    actor,
    detail: { to, power, from, until, reason: 'joint check' },
  };
}

export function unconfer(scene: Scene): Intent | undefined {
  const conferral = scene.matter(scene.rows.all('conferrals').slice(-20), (row) => row.ended === null);
  if (conferral === undefined) return undefined;
  const detail = { conferral: conferral.id, reason: 'over' };
  return { kind: 'conferral.withdraw', actor: scene.onDuty('commander', 'duty-officer'), detail };
}

export function clear(scene: Scene): Intent {
  const { chance } = scene;
  const from = scene.minutes(chance.of([-60, 0, 0, 10]));
  const until = from + chance.of([0, 20, 60, 300, 50_000]) * 60_000;
  const clears = chance.of(['person', 'person', 'weapon', 'weapon', 'vehicle']);
  const to = chance.is(0.8) ? scene.guest() : scene.anybody();
  return {
    kind: 'clearance.grant',
    ...maybeLate(scene),
    actor: scene.onDuty('commander', 'duty-officer'),
    detail: {
      to,
      clears,
      ...(clears === 'person' ? {} : { thing: `number ${Math.abs(from / 600_000) % 5}` }),
      from,
      until,
      reason: 'looked at',
    },
  };
}

export function unclear(scene: Scene): Intent | undefined {
  const clearance = scene.matter(scene.rows.all('clearances').slice(-20), (row) => row.ended === null);
  if (clearance === undefined) return undefined;
  const detail = { clearance: clearance.id, reason: 'over' };
  return { kind: 'clearance.withdraw', actor: scene.onDuty('commander', 'duty-officer'), detail };
}

export function accompany(scene: Scene): Intent {
  const { chance } = scene;
  const guest = chance.is(0.6)
    ? chance.of(['b-support-1', 'b-support-2'])
    : chance.is(0.3)
      ? scene.anybody()
      : scene.guest();
  const officer = chance.is(0.1) ? scene.anybody() : scene.onDuty('field-officer');
  return {
    kind: 'accompaniment.begin',
    ...maybeLate(scene),
    actor: scene.onDuty('field-officer', 'commander'),
    detail: { guest, officer },
  };
}

export function leave(scene: Scene): Intent | undefined {
  const row = scene.matter(scene.rows.all('accompaniments').slice(-20), ({ ended }) => ended === null);
  return (
    row && {
      kind: 'accompaniment.end',
      actor: scene.onDuty('field-officer', 'commander'),
      detail: { accompaniment: row.id },
    }
  );
}

/** What confers something may be told of afterwards; then it confers nothing. */
export function maybeLate(scene: Scene): Pick<Intent, 'form' | 'deedAt'> {
  if (!scene.chance.is(0.06)) return {};
  return { form: 'report', deedAt: scene.minutes(scene.chance.of([-120, -10, 0])) };
}
