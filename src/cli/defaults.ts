/** What a command takes where an option is left out. */
export const DEFAULT_PORT = 8_700;
export const DEFAULT_DATA = './data';
export const DEFAULT_SPEED = 60;
/** A day in less than a second; more is `max`. */
export const SPEED_MAX = 100_000;
export const DEFAULT_EXERCISE = 'milano-cortina-2026';
