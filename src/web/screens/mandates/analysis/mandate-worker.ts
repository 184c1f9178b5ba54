// First of all: schemas are made as their files are read.
import '../../../schemas-as-data.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { working } from './working.ts';

// Proofs and comparisons beside the page, so that typing stays fluid.
const page = globalThis as unknown as {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
};
const work = working(
  (message) => page.postMessage(message),
  () => new Promise((resolve) => setTimeout(resolve, 0)),
);
page.addEventListener('message', ({ data }) => {
  work(data).catch((error: unknown) => {
    // Thrown out of the promise it becomes the worker's `error` event, which the page waits for.
    setTimeout(() => {
      throw error;
    });
  });
});
