import type { MandateSet } from '../../terms/mandate-set.ts';

/**
 * A set as small as can be in which every kind of thing stands that an export must write: each standing, each activity that a house rule treats in its own
 * way, each effect, each kind of window, and words that no vocabulary has. Its order is none, so that what is sorted is seen to be.
 */
export const SMALL_SET: MandateSet = {
  format: 1,
  interpreter: 1,
  vocabulary: {
    id: 'small',
    version: 1,
    agencies: {
      visitor: { standing: 'guest' },
      police: { standing: 'host-authority' },
      brigade: { standing: 'host' },
      bureau: { standing: 'organiser' },
      clock: { standing: 'room' },
    },
    activities: {
      patrol: { coercive: false, power: null, safety: 'none' },
      arrest: { coercive: true, power: 'arrest', safety: 'none' },
      rescue: { coercive: false, power: null, safety: 'host' },
      alert: { coercive: false, power: null, safety: 'everyone' },
      disarm: { coercive: true, power: 'arrest', safety: 'everyone' },
      clear: { coercive: true, power: 'arrest', safety: 'host' },
    },
    axes: { place: ['quay', 'park'], conferral: ['yes', 'no'], accompaniment: ['yes', 'no'] },
  },
  rules: [
    { id: 'host/1', effect: 'permit', agency: ['police'], activity: null, axes: {}, windows: null },
    {
      id: 'visit/1',
      effect: 'permit',
      agency: ['visitor', 'stranger', 'unknown'],
      activity: ['patrol', 'arrest', 'dance'],
      axes: { place: ['quay', 'park', 'unknown', 'moon'], conferral: ['yes'] },
      windows: [
        [null, -100],
        [100, 200],
        [300, null],
      ],
    },
    {
      id: 'visit/2',
      effect: 'permit-with-approval',
      agency: ['visitor'],
      activity: ['patrol'],
      axes: { place: ['quay'] },
      windows: [[null, null]],
    },
    {
      id: 'visit/3',
      effect: 'forbid',
      agency: ['visitor', 'bureau'],
      activity: ['patrol', 'arrest'],
      axes: { place: ['park'], weather: ['storm'] },
      windows: null,
    },
    { id: 'visit/4', effect: 'permit', agency: null, activity: ['patrol'], axes: { weather: ['fair'] }, windows: null },
    { id: 'visit/5', effect: 'permit', agency: null, activity: ['patrol'], axes: {}, windows: [] },
    { id: 'K1', effect: 'require-approval', agency: null, activity: ['patrol'], axes: {}, windows: [[150, null]] },
    { id: 'K1', effect: 'forbid', agency: ['visitor'], activity: ['arrest'], axes: {}, windows: null },
  ],
  houseRules: [
    { id: 'R-07', text: 'Said before it is done.' },
    { id: 'R-02', text: 'An open shift.' },
  ],
};
