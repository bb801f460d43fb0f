import { useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Calls the handler of a pressed key. Keys with Ctrl, Alt or Meta, and keys typed into a field, are left alone.
 * One listener for good: the key that wakes the page from rest draws it anew before this listener's turn, and a listener that
 * is then put in its place hears that key no more.
 */
export function useKeys(handlers: Record<string, (() => void) | undefined>): void {
  const latest = useRef(handlers)
  useLayoutEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return
      // By place on the keyboard: with the Thai layout on, the key R says พ.
      const handle = latest.current[event.code] ?? latest.current[event.key]
      if (!handle) return
      event.preventDefault()
      handle()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
