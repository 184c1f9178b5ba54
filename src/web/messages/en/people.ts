/** Who is in the room, and who is enrolled. */
export const peopleEn = {
  'people.title': 'People',
  'people.here': '{count, plural, one {# at a desk} other {# at desks}}',
  'people.asFarAs': 'You see your own agency’s people and whoever concerns you. Others may be in the rooms.',
  'people.nobody': 'Nobody whom you may see is at a desk.',
  'people.person': 'Person',
  'people.role': 'Role',
  'people.since': 'Since',
  'people.beside': 'accompanied by {officer}',
  'people.accompanies': 'accompanies {guest}',
  'people.enrolled': 'Enrolled ({count})',
  'people.noneFits': 'Nobody fits.',
  'people.more': 'Read more of them',
} as const;
