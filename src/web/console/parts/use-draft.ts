import { useCallback, useEffect, useState } from 'react'
import { useMe } from '../api/me.ts'

const prefix = 'sucharit.draft.'

/** At sign-out: the next person at this desk finds nothing of the one before. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
}

/**
 * A form's values, kept in this browser until they are sent: a login that ends, a network that is away or a closed tab loses
 * nothing. Each person has their own. Values of an older form are dropped: `version` changes with its shape. `wasKept`: they
 * were there when the form was opened.
 */
export function useDraft<Values extends object>(name: string, version: number, initial: Values) {
  const key = `${prefix}${useMe().id}.${name}`
  const [values, setValues] = useState<Values>(() => readDraft<Values>(key, version) ?? initial)
  const [wasKept] = useState(() => readDraft(key, version) !== undefined)
  const [isKept, setIsKept] = useState(wasKept)

  useEffect(() => {
    if (isKept) localStorage.setItem(key, JSON.stringify({ version, values }))
  }, [key, version, values, isKept])

  const change = useCallback((some: Partial<Values>) => {
    setValues((before) => ({ ...before, ...some }))
    setIsKept(true)
  }, [])
  const clear = useCallback(
    (next: Values = initial) => {
      localStorage.removeItem(key)
      setIsKept(false)
      setValues(next)
    },
    [key, initial],
  )
  return { values, change, clear, wasKept: wasKept && isKept }
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
