/** Shapes, drawn in a field of 16 by 16 with the colour of the text. */
const SHAPES = {
  check: 'M2.5 8.5l3.5 3.5 7.5-8',
  diamond: 'M8 1.5L14.5 8 8 14.5 1.5 8z M8 5v3.5 M8 10.6v.4',
  octagon: 'M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5z M5.3 5.3l5.4 5.4 M10.7 5.3l-5.4 5.4',
  outside:
    'M3 1.5h-1.5v1.5 M13 1.5h1.5v1.5 M1.5 13v1.5h1.5 M14.5 13v1.5h-1.5 M1.5 6v4 M14.5 6v4 M6 1.5h4 M6 14.5h4 M8 6v4 M6 8h4',
  triangle: 'M8 1.8L15 14H1z M8 6v4 M8 11.8v.4',
  close: 'M3 3l10 10 M13 3L3 13',
  menu: 'M2 4h12 M2 8h12 M2 12h12',
  search: 'M7 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10z M10.8 10.8L14.5 14.5',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z M8 .8v2 M8 13.2v2 M.8 8h2 M13.2 8h2 M3 3l1.3 1.3 M11.7 11.7L13 13 M13 3l-1.3 1.3 M4.3 11.7L3 13',
  moon: 'M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z',
  leave: 'M6 2H2.5v12H6 M10 4.5L13.5 8 10 11.5 M13.5 8H6',
  help: 'M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2z M6 6.2a2 2 0 1 1 2.6 2c-.5.2-.6.6-.6 1.1 M8 11.3v.4',
  dots: 'M3 8h.1 M8 8h.1 M13 8h.1',
  circle: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
} as const;
export type IconName = keyof typeof SHAPES;

/** A shape beside a word; by itself it says nothing to who hears the page. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <path d={SHAPES[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
