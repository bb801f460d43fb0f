import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

// Within this distance a person counts as reading the newest message.
const nearPx = 48

/** Keeps the end in view while the reader is there, also when pictures load; lets go as soon as they scroll up. */
export function useStickToEnd(frame: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const [isAtEnd, setIsAtEnd] = useState(true)
  const sticks = useRef(true)
  const goToEnd = useCallback(() => {
    sticks.current = true
    setIsAtEnd(true)
    if (frame.current) frame.current.scrollTop = frame.current.scrollHeight
  }, [frame])

  useLayoutEffect(() => {
    if (sticks.current && frame.current) frame.current.scrollTop = frame.current.scrollHeight
  })
  useEffect(() => {
    const [outer, inner] = [frame.current, content.current]
    if (!outer || !inner) return
    let height = outer.clientHeight
    const onScroll = () => {
      // A frame that changes its height scrolls by itself; that is not the reader's doing.
      if (outer.clientHeight !== height) return
      sticks.current = outer.scrollHeight - outer.scrollTop - outer.clientHeight < nearPx
      setIsAtEnd(sticks.current)
    }
    const observer = new ResizeObserver(() => {
      height = outer.clientHeight
      if (sticks.current) outer.scrollTop = outer.scrollHeight
    })
    outer.addEventListener('scroll', onScroll, { passive: true })
    observer.observe(inner)
    observer.observe(outer)
    return () => {
      outer.removeEventListener('scroll', onScroll)
      observer.disconnect()
    }
  }, [frame, content])
  return { isAtEnd, goToEnd }
}
