/** What a suspension is to whose mandate it is. */
export const haltEn = {
  'halt.title': '{mandate}, version {version}, is suspended',
  'halt.titleOver': '{mandate}, version {version}, came to its end',
  'halt.askOver':
    'whoever at the host puts mandates in force: a version that ends later, or another mandate, admits you again',
  'halt.since': 'Since',
  'halt.by': 'By desk',
  'halt.reason': 'Reason',
  'halt.ended': 'Ended of yours',
  'halt.endedNothing': 'nothing',
  'halt.read':
    'You read what was your agency’s until then, your own acts, and what is for everyone. Nothing else that is entered before you are admitted again is shown to you.',
  'halt.readOther':
    'Another mandate in force admits your component: you read on as before. What rested on this one has ended.',
  'halt.can':
    'You can raise the alert and bring people to safety, which is never held up (R-22); report what happened, also late, which is always taken; and take receipts of your own acts.',
  'halt.ask': 'Whom to ask',
  'halt.askWhom': '{desk}: whoever holds it, or a desk with its power, resumes the mandate or does not',
} as const;
