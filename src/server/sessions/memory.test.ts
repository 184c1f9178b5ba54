import { MemorySignInStore } from './memory.ts';
import { signInStoreContract } from './testing/contract.ts';

signInStoreContract('memory', async () => new MemorySignInStore());
