const KEPT_AS = 'remit.without-desk';

/** Whether somebody chose to go on without a desk, in this page. */
export function goesOnWithoutDesk(): boolean {
  return sessionStorage.getItem(KEPT_AS) === 'yes';
}

/** Remembers that a desk is not asked for. */
export function goOnWithoutDesk(): void {
  sessionStorage.setItem(KEPT_AS, 'yes');
}
