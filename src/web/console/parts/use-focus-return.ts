import { useLayoutEffect, useMemo } from 'react'

/** What had the focus when something opened above the page has it again afterwards, also when that is taken away at once. */
export function useFocusReturn(isOpen: boolean): void {
  // As it is drawn and not in an effect: by then the menu whose item opens it is gone.
  const opener = useMemo(() => (isOpen ? lastingOf(document.activeElement) : null), [isOpen])
  useLayoutEffect(() => () => opener?.focus({ preventScroll: true }), [opener])
}

/** The item of a menu goes with the menu: the button that opened the menu stands for it. */
function lastingOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role="menu"]')
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : (element as HTMLElement | null)
}
