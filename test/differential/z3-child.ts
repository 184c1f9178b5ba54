// A process that is thrown away: z3's memory is never given back. It gets scripts by message and answers what z3 says to each.
import { createRequire } from 'node:module';

const { init } = createRequire(import.meta.url)('z3-solver') as typeof import('z3-solver');
const { em, Z3 } = await init();
process.on('message', (script: string) => void answer(script));
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });

async function answer(script: string): Promise<void> {
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  const text = onHeap(script);
  const said: unknown = await em
    .async_call(em._async_Z3_eval_smtlib2_string, context, text)
    .catch((error: unknown) => `error: ${String(error)}`);
  em._free(text);
  Z3.del_context(context);
  process.send?.({ said: String(said).trim() });
}

/**
 * `Z3.eval_smtlib2_string` leaves the script on a stack that is taken down while another thread still reads it, so that now and then z3 reads something
 * else. Here it lies where it stays.
 */
function onHeap(script: string): number {
  const bytes = new TextEncoder().encode(`${script}\0`);
  const address: number = em._malloc(bytes.length);
  em.HEAPU8.set(bytes, address);
  return address;
}
