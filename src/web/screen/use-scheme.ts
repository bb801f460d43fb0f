import { type CSSProperties, useState } from 'react'
import { darkVariables, lightVariables } from '../ui/tokens.ts'

const place = 'screen-scheme'

/** Light or dark, as this machine had it last: a bright hall wants paper, a dark one ink. */
export function useScheme() {
  const [isDark, setDark] = useState(() => localStorage.getItem(place) === 'dark')
  return {
    isDark,
    variables: (isDark ? darkVariables : lightVariables) as CSSProperties,
    toggleScheme() {
      localStorage.setItem(place, isDark ? 'light' : 'dark')
      setDark(!isDark)
    },
  }
}
