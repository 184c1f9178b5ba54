/** The version of the checker: that of the package, which a test compares. */
export const checkerVersion = '0.2.0';
