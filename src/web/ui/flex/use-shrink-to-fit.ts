import { type RefObject, useLayoutEffect } from 'react'

/** Makes one line of text smaller until it fits its room, down to half; never larger. */
export function useShrinkToFit(target: RefObject<HTMLElement | null>, isOn: boolean): void {
  useLayoutEffect(() => {
    const element = target.current
    if (!isOn || !element) return
    const shrink = () => {
      element.style.zoom = ''
      const ratio = element.clientWidth / element.scrollWidth
      if (ratio > 0 && ratio < 1) element.style.zoom = String(Math.max(0.5, Math.floor(ratio * 100) / 100))
    }
    shrink()
    const observer = new ResizeObserver(shrink)
    if (element.parentElement) observer.observe(element.parentElement)
    return () => observer.disconnect()
  })
}
