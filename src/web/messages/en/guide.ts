/** The guided first five minutes. */
export const guideEn = {
  'guide.notAdmitted': 'No mandate in force admits your component now: what these steps would do under one is refused.',
  'guide.title': 'First five minutes',
  'guide.done': '{done} of {of} done',
  'guide.fold': 'Fold away',
  'guide.unfold': 'First five minutes: {done} of {of} done',
  'guide.open': 'Go there',
  'guide.openStep': 'Go there: step {number}',
  'guide.type': 'Type there: {line}',
  'guide.stepDone': 'done',
  'guide.stepOpen': 'to do',
  'guide.over': 'That was it. The room is yours; this guide comes back from the bar when you fold it away.',
} as const;
