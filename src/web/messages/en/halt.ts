/** What it is to whose mandate it is that it is suspended, over, resumed or in force in another version. */
export const haltEn = {
  'halt.title': '{mandate}, version {version}, is suspended',
  'halt.titleOver': '{mandate}, version {version}, came to its end',
  'halt.askOver':
    'whoever at the host puts mandates in force: a version that ends later, or another mandate, admits you again',
  'halt.since': 'Since',
  'halt.by': 'By desk',
  'halt.how': 'How',
  'halt.orderedBy': 'Ordered by desk',
  'halt.reason': 'Reason',
  'halt.ended': 'Ended of yours',
  'halt.endedNothing': 'nothing',
  'halt.read':
    'You read what was your agency’s until then, your own acts, and what is for everyone. Nothing else that is entered before you are admitted again is shown to you.',
  'halt.readOther':
    'Another mandate in force admits your component: you read on as before. What rested on this one has ended.',
  'halt.can':
    'You can raise the alert and bring people to safety, which is never held up (R-22); report what happened, also late, which is always taken; and take receipts of your own acts.',
  'began.title': '{mandate}, version {version}, came into force',
  'began.titleResumed': '{mandate}, version {version}, is in force again',
  'began.before': 'In the place of',
  'began.before.in-force': 'version {version}, which was in force until then',
  'began.before.suspended': 'version {version}, which was suspended',
  'began.before.expired': 'version {version}, which had come to its end',
  'began.now': 'What you may do is decided by it from that moment on.',
  'began.again': 'What you may do is decided by it as before; what ended with the suspension stays ended.',
  'began.refused':
    '{commitment} goes on refusing what it forbids, also where a clause of this mandate would permit it.',
  'began.read': 'Read {mandate}',
  'halt.ask': 'Whom to ask',
  'halt.askWhom': '{desk}: whoever holds it, or a desk with its power, resumes the mandate or does not',
} as const;
