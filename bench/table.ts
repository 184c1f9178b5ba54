import type { Measured } from './measured.ts';

/** For people: a line each, and below it what it was compared with and how it was done. */
export function table(measured: readonly Measured[]): string {
  return measured.map(paragraph).join('\n');
}

function paragraph(one: Measured): string {
  const { name, value, unit, against, againstValue, ratio, target, met, note, samples, batch, bytes } = one;
  const head = `${name.padEnd(14)}${figure(value).padStart(10)} ${unit}${target === null ? '' : `   (target: ${target}${met === false ? ': MISSED' : ''})`}`;
  const lines = [head];
  if (against !== null && againstValue !== null && ratio !== null) {
    lines.push(`against ${figure(againstValue)} ${unit}: ${against}; ratio ${Number(ratio.toPrecision(2))}`);
  }
  const size = bytes === null ? '' : `, ${Math.round(bytes).toLocaleString('en')} bytes`;
  lines.push(`${note}; ${samples.toLocaleString('en')} samples, ${figure(batch)} a batch${size}`);
  return lines.map((line, n) => (n === 0 ? line : `${' '.repeat(14)}${line}`)).join('\n');
}

/** Three digits that count. */
function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
