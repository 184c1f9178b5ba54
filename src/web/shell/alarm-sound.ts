/** Three sounds by priority, told apart by pitch and by how many pulses, as IEC 60601-1-8 does it. */
export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

type Pulse = { readonly startMs: number; readonly lengthMs: number; readonly hertz: number };
const PULSE_MS = 150;

/** The pulses of one burst: ten quick ones in two groups; three slower; one. */
export const BURSTS: Readonly<Record<Priority, readonly Pulse[]>> = {
  high: [0, 250, 500, 850, 1_100, 2_000, 2_250, 2_500, 2_850, 3_100].map((startMs) => pulse(startMs, 880)),
  medium: [0, 350, 700].map((startMs) => pulse(startMs, 622)),
  low: [pulse(0, 415)],
};
/** A high alarm that nobody took sounds again after so long. */
export const HIGH_AGAIN_MS = 8_000;
const LOUDNESS = 0.25;
const RAMP_S = 0.015;

function pulse(startMs: number, hertz: number): Pulse {
  return { startMs, lengthMs: PULSE_MS, hertz };
}

let sounding: AudioContext | undefined;

/**
 * Sounds one burst. A browser lets a page sound only after somebody has pressed something in it; before that nothing is heard, and false is given.
 * Silence is no acknowledgement: nothing else depends on this.
 */
export function sound(priority: Priority): boolean {
  if (!navigator.userActivation.hasBeenActive) return false;
  sounding ??= new AudioContext();
  const context = sounding;
  void context.resume();
  for (const { startMs, lengthMs, hertz } of BURSTS[priority]) {
    const [from, until] = [context.currentTime + startMs / 1_000, context.currentTime + (startMs + lengthMs) / 1_000];
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + RAMP_S);
    volume.gain.setValueAtTime(LOUDNESS, until - RAMP_S);
    volume.gain.linearRampToValueAtTime(0, until);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(until);
  }
  return true;
}
