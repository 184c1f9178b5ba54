/** The page of what was found. */
export const searchEn = {
  'search.title': 'Search',
  'search.lead':
    'Every word must begin a word of what is found: of the line, its number, person, agency, desk, place, activity or clauses, as they are called in English or Italian. What you may not see is not found.',
  'search.words': 'Words',
  'search.type': 'Type at least two letters.',
  'search.name': 'Number or name',
  'search.what': 'What',
  'search.screens': 'Screens',
  'search.matters': 'Records',
  'search.acts': 'Entries',
  'search.mandates': 'In the arrangement',
  'search.all': 'All that holds “{q}”',
  'search.most': 'The latest {count} are shown; more words find less.',
} as const;
