import { useCallback, useEffect, useState } from 'react'

const prefix = 'sucharit.draft.'

export const hasDraft = (name: string): boolean => localStorage.getItem(`${prefix}${name}`) !== null

/**
 * A form's values, kept in this browser until they are sent: a login that ends, a network that is away or a closed tab loses
 * nothing. Values of an older form are dropped: `version` changes with its shape.
 */
export function useDraft<Values extends object>(name: string, version: number, initial: Values) {
  const key = `${prefix}${name}`
  const [values, setValues] = useState<Values>(() => readDraft<Values>(key, version) ?? initial)
  const [isKept, setIsKept] = useState(() => readDraft(key, version) !== undefined)

  useEffect(() => {
    if (isKept) localStorage.setItem(key, JSON.stringify({ version, values }))
  }, [key, version, values, isKept])

  const change = useCallback((some: Partial<Values>) => {
    setValues((before) => ({ ...before, ...some }))
    setIsKept(true)
  }, [])
  const clear = useCallback(() => {
    localStorage.removeItem(key)
    setIsKept(false)
    setValues(initial)
  }, [key, initial])
  return { values, change, clear, isKept }
}

function readDraft<Values>(key: string, version: number): Values | undefined {
  const text = localStorage.getItem(key)
  if (text === null) return undefined
  try {
    const draft = JSON.parse(text)
    return draft.version === version ? draft.values : undefined
  } catch {
    return undefined // not ours: begin anew
  }
}
