import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'

/** What a list is narrowed to, by name. It stands in the address: a reload, a link sent on and the way back keep it. */
export function useFilters<Name extends string>() {
  const [parameters, setParameters] = useSearchParams()
  const read = (name: Name) => parameters.get(name)
  function set(name: Name, value: string | null): void {
    const next = new URLSearchParams(parameters)
    if (value) next.set(name, value)
    else next.delete(name)
    setParameters(next, { replace: true })
  }
  return { read, set }
}

const pauseMs = 250 // Safari refuses more than 100 changes of the address in 30 s

/** The words of a search among them: shown as they are typed, and looked for after a pause. */
export function useSearch({ read, set }: ReturnType<typeof useFilters<'q'>>) {
  const q = read('q') ?? ''
  const [typed, setTyped] = useState(q)
  const written = useRef(q)
  const write = useDebouncedCallback((words: string) => {
    written.current = words
    set('q', words)
  }, pauseMs)
  // Changed from elsewhere, by the way back or a link to the whole list: the field follows.
  useEffect(() => {
    if (q === written.current) return
    written.current = q
    setTyped(q)
  }, [q])
  function type(value: string): void {
    setTyped(value)
    write(value.trim())
  }
  return { q, typed, type }
}
