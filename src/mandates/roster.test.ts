import { itRefusesAsNoted } from './testing/faulty-documents.ts';

itRefusesAsNoted('roster');
