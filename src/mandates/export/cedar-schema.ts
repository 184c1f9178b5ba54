import { type CedarType, type CedarWords, cedarString, DEED, FACTS_TYPE } from './cedar-words.ts';

/**
 * The Cedar schema of a set's words, in Cedar's own notation: enumerated entity types, and one context in which nothing is optional. Policies that
 * pass strict validation against it cannot err, and a request that passes it has every fact.
 */
export function cedarSchema(words: CedarWords): string {
  const axes = [...words.axes].map(([axis, { type }]) => `    ${cedarString(axis)}: ${type},\n`);
  return `${[words.agencies, words.houseRules, DEED, ...words.axes.values()].map(enumerated).join('')}
type ${FACTS_TYPE} = {
  "approved": Bool,
  "time": Long,
  "broken": Set<${words.houseRules.type}>,
  "axes": {
${axes.join('')}  },
};

action
${words.activities.words.map((word) => `  ${cedarString(word)}`).join(',\n')}
appliesTo {
  principal: [${words.agencies.type}],
  resource: [${DEED.type}],
  context: ${FACTS_TYPE},
};
`;
}

function enumerated({ type, words }: CedarType): string {
  return `entity ${type} enum [${words.map(cedarString).join(', ')}];\n`;
}
