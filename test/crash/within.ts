/** What is wanted, or after so many ms an error that says why. */
export async function within<T>(ms: number, wanted: Promise<T>, why: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refused) => {
    timer = setTimeout(() => refused(new Error(why())), ms);
  });
  try {
    return await Promise.race([wanted, late]);
  } finally {
    clearTimeout(timer);
  }
}
