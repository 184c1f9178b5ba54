import type { Scenario } from '../../mandates/scenario.ts';
import { elsewhereIn } from '../../mandates/vocabulary-words.ts';
import { ROOM_PURPOSE, ROOM_PURPOSE_NAMES } from '../../terms/act-kinds.ts';
import { VocabularyShown } from '../../terms/api/event.ts';
import type { Named } from '../../terms/api/parts.ts';
import { Problem } from '../../terms/api/problem.ts';
import type { ApiApp, ApiPorts } from './api.ts';

/** `GET /api/vocabulary`: the event's words, the same for everybody and for as long as the room runs. */
export function vocabularyRoute(app: ApiApp, { room }: ApiPorts): void {
  const shown = vocabularyShown(room.directory.scenario);
  app.get(
    '/api/vocabulary',
    {
      config: { audience: 'signed-in' },
      schema: { tags: ['event'], response: { 200: VocabularyShown, 401: Problem } },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return shown;
    },
  );
}

/** The words of a scenario as forms need them; `leaf` of a place is the word that an act claims for being there. */
export function vocabularyShown({ vocabulary, names }: Pick<Scenario, 'vocabulary' | 'names'>): VocabularyShown {
  const parents = new Set(vocabulary.places.flatMap(({ within }) => within ?? []));
  return {
    id: vocabulary.id,
    version: vocabulary.version,
    agencies: vocabulary.agencies.map(({ id, name, standing, state, components }) => ({
      id,
      name,
      standing,
      state,
      components: components.map(named),
    })),
    roles: vocabulary.roles.map(named),
    activities: vocabulary.activities.map(({ id, name, coerciveness, power }) => ({ id, name, coerciveness, power })),
    purposes: [{ id: ROOM_PURPOSE, name: ROOM_PURPOSE_NAMES.en }, ...vocabulary.purposes.map(named)],
    places: vocabulary.places.map(({ id, name, within }) => ({
      id,
      name,
      within,
      leaf: parents.has(id) ? elsewhereIn(id) : id,
    })),
    rooms: vocabulary.rooms.map(({ id, name, owner, place, desks }) => ({
      id,
      name,
      owner,
      place,
      desks: desks.map(named),
    })),
    incidentCategories: [...vocabulary.incidentCategories],
    offices: vocabulary.offices.map(named),
    names: { it: { ...names.it, [ROOM_PURPOSE]: ROOM_PURPOSE_NAMES.it } },
  };
}

function named({ id, name }: Named): Named {
  return { id, name };
}
