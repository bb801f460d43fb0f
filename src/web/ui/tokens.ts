import { standardColors as colors } from '../../contracts/colors.ts'

/** The dark page has its own grounds; each pair of text and ground keeps a contrast of 4.5 or more. */
const dark = {
  ground: '#0F1524',
  panel: '#161E30',
  raised: '#1F2940',
  rule: '#2C3752',
  text: '#EDF0F7',
  quiet: '#A5B0C8',
  accent: '#9DB2FF',
  good: '#6FCF9F',
  bad: '#F2998A',
} as const

export const fontFamily = "'IBM Plex Sans Thai Looped', system-ui, sans-serif"

/** What styles refer to: meanings, not hues, so that a page turns dark by swapping this table. */
export const lightVariables = {
  '--ground': colors.paper,
  '--panel': colors.white,
  '--raised': colors.mist,
  '--rule': colors.line,
  '--text': colors.ink,
  '--quiet': colors.slate,
  '--accent': colors.blue,
  '--accent-mist': '#E9EDFC',
  '--primary': colors.navy,
  '--on-primary': colors.white,
  '--good': colors.leaf,
  '--good-mist': colors.leafMist,
  '--bad': colors.clay,
  '--bad-mist': colors.clayMist,
  '--highlight': colors.saffron,
  '--on-highlight': colors.ink,
}

export const darkVariables = {
  '--ground': dark.ground,
  '--panel': dark.panel,
  '--raised': dark.raised,
  '--rule': dark.rule,
  '--text': dark.text,
  '--quiet': dark.quiet,
  '--accent': dark.accent,
  '--accent-mist': '#222D4D',
  '--primary': '#3F56C4',
  '--on-primary': colors.white,
  '--good': dark.good,
  '--good-mist': '#16322A',
  '--bad': dark.bad,
  '--bad-mist': '#3A211F',
  '--highlight': colors.saffron,
  '--on-highlight': colors.ink,
}
