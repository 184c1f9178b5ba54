// A process that is thrown away: z3's memory is never given back. It gets scripts by message and answers what z3 says to each.
import { createRequire } from 'node:module';

const { init } = createRequire(import.meta.url)('z3-solver') as typeof import('z3-solver');
const { Z3 } = await init();
process.on('message', (script: string) => void answer(script));
process.send?.({ ready: true });

async function answer(script: string): Promise<void> {
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  const said = await Z3.eval_smtlib2_string(context, script).catch((error: unknown) => `error: ${String(error)}`);
  Z3.del_context(context);
  process.send?.({ said: said.trim() });
}
