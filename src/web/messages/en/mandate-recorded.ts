/** What a draft would have decided otherwise of the acts that are recorded. */
export const mandateRecordedEn = {
  'draft.recorded': 'Over the recorded acts',
  'draft.recordedLead':
    'Decided again, on the facts of then, are acts that you may see; for guests and the organiser those of their own agency. Nothing of this is recorded, and what was done stays as it was decided.',
  'draft.period': 'Recorded in',
  'draft.period.day': 'the last day',
  'draft.period.week': 'the last seven days',
  'draft.period.event': 'the whole event',
  'draft.recordedNothing': 'No decision that you may know was recorded in that time.',
  'draft.recordedFound':
    '{count, plural, =0 {The draft would have decided none otherwise} other {The draft would have decided # otherwise}}, of {looked, plural, one {# recorded decision} other {# recorded decisions}}.',
  'draft.recordedChange': 'from {from} to {to}',
  'draft.recordedMore': 'and {count} more: show',
  'draft.recordedBy': 'by',
  'draft.recordedByNone': 'no clause that permits it',
  'draft.recordedReport': 'a report: only the verdict on the deed changes',
  'draft.recordedAnyway':
    '{count} more would come out otherwise today with this draft and without it: other documents are in force than were then.',
  'draft.recordedCut':
    'There is more in that time: looked at were the latest {looked, plural, one {# decision} other {# decisions}}.',
  'draft.recordedFurther': 'Look further back',
} as const;
