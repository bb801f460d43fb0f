import { useEffect } from 'react'

/** Calls the handler of a pressed key. Keys with Ctrl, Alt or Meta, and keys typed into a field, are left alone. */
export function useKeys(handlers: Record<string, (() => void) | undefined>): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select')) return
      // By place on the keyboard: with the Thai layout on, the key R says พ.
      const handle = handlers[event.code] ?? handlers[event.key]
      if (!handle) return
      event.preventDefault()
      handle()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}
