import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import type { Sabotage } from './sabotage.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** What the tests read; the rest of the repository is not copied. */
const COPIED = ['src', 'scenarios', 'docs', 'bin', 'test/golden', 'package.json', 'tsconfig.json'];
/** Longer than any of the test files takes, also on a busy machine. */
const FILE_MS_MAX = 120_000;

/** What a run of test files came to. */
export type Ran = {
  readonly passed: number;
  /** The first test that failed, as `<file>: <test>`. */
  readonly failed: string | undefined;
  /** A file that did not load, or did not come to its end: it has tested nothing. */
  readonly broken: string | undefined;
};

/** The sabotage does not fit the sources any more: somebody changed the line, and must look at the sabotage too. */
export class NoLongerFits extends Error {
  override readonly name = 'NoLongerFits';
}

/** A scratch copy of the sources, in which things may be broken. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'remit-sabotage-'));

  constructor() {
    for (const part of COPIED) cpSync(join(ROOT, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Breaks one thing, runs, and puts it right again. @throws NoLongerFits */
  async sabotaged(sabotage: Sabotage): Promise<Ran> {
    const path = join(this.folder, sabotage.file);
    const sound = readFileSync(path, 'utf8');
    const times = sound.split(sabotage.find).length - 1;
    if (times !== 1) {
      throw new NoLongerFits(`what it changes stands ${times} times in ${sabotage.file}, not once`);
    }
    // A function, for `$` means something in a replacement text.
    writeFileSync(
      path,
      sound.replace(sabotage.find, () => sabotage.replace),
    );
    try {
      return await this.tests(sabotage.tests);
    } finally {
      writeFileSync(path, sound);
    }
  }

  /** Runs test files of the copy until one of their tests fails, or all have passed. */
  async tests(files: readonly string[]): Promise<Ran> {
    const stop = new AbortController();
    let passed = 0;
    let failed: string | undefined;
    let broken: string | undefined;
    const stream = run({
      files: files.map((file) => join(this.folder, file)),
      cwd: this.folder,
      concurrency: 1,
      timeout: FILE_MS_MAX,
      signal: stop.signal,
    });
    stream.on('test:pass', (event) => {
      if (!this.#isFile(event)) passed += 1;
    });
    stream.on('test:fail', (event) => {
      const { failureType } = event.details.error as Error & { failureType?: string };
      if (failed !== undefined || failureType === 'subtestsFailed' || stop.signal.aborted) return;
      const file = relative(this.folder, event.file ?? '');
      if (this.#isFile(event) || failureType === 'hookFailed' || failureType === 'testTimeoutFailure') {
        broken ??= `${file} (${failureType})`;
        return;
      }
      failed = `${file}: ${event.name}`;
      stop.abort();
    });
    await new Promise<void>((resolve, reject) => {
      stream.on('end', resolve).on('close', resolve).on('error', reject);
      stream.resume();
    });
    return { passed, failed, broken };
  }

  /** Takes the copy away. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #isFile({ name, file }: { readonly name: string; readonly file?: string | undefined }): boolean {
    return file !== undefined && resolve(this.folder, name) === resolve(file);
  }
}
