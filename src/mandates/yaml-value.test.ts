import { itRefusesAsNoted } from './testing/faulty-documents.ts';

itRefusesAsNoted('yaml-values', 'yaml-aliases');
