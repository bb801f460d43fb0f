import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { standardColors as colors } from '../../contracts/colors.ts'
import { darkVariables, fontFamily, lightVariables } from './tokens.ts'

// Mantine wants ten shades a colour; the token itself stands at 6 (light pages) and 7 (hover).
const navy: MantineColorsTuple = [
  '#EEF1F8',
  '#D9DEF2',
  '#B4BEE6',
  '#8C9AD6',
  '#6A7BC8',
  '#4457AC',
  colors.navy,
  '#1C2868',
  '#172156',
  '#121A45',
]

const clay: MantineColorsTuple = [
  '#FDF5F3',
  colors.clayMist,
  '#EDB0A1',
  '#E28A76',
  '#D3664F',
  '#C44F38',
  colors.clay,
  '#97341F',
  '#7C2A19',
  '#601F12',
]

const leaf: MantineColorsTuple = [
  '#F3F9F6',
  colors.leafMist,
  '#A3D2B9',
  '#75BB96',
  '#4DA477',
  '#33905F',
  colors.leaf,
  '#186641',
  '#125133',
  '#0C3B25',
]

const saffron: MantineColorsTuple = [
  '#FFFAE8',
  '#FEF4CF',
  '#FADF80',
  '#F7D04D',
  '#F5C424',
  colors.saffron,
  colors.saffron,
  '#D6A104',
  '#AD8203',
  '#7F5F02',
]

// Grounds and rules of Mantine's parts on a dark page: 0 text, 4 rule, 6 field, 7 body.
const dark: MantineColorsTuple = [
  darkVariables['--text'],
  '#C9D1E2',
  darkVariables['--quiet'],
  '#6F7C99',
  '#3A4664',
  '#2A3550',
  darkVariables['--raised'],
  darkVariables['--panel'],
  darkVariables['--ground'],
  '#0A0F1A',
]

// The list itself scrolls, which the arrow keys of its field move; Mantine would put a box around that no key reaches.
const scrollingOptions = { withScrollArea: false, styles: { options: { maxHeight: 220, overflowY: 'auto' } } }

/** The Mantine theme of every page, made from the tokens. */
export const theme = createTheme({
  fontFamily,
  headings: { fontFamily },
  colors: { navy, dark, red: clay, teal: leaf, yellow: saffron },
  primaryColor: 'navy',
  primaryShade: { light: 6, dark: 5 },
  black: colors.ink,
  defaultRadius: 8,
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.55', lg: '1.6', xl: '1.65' },
  respectReducedMotion: true,
  components: {
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } }, // a menu holds its items alone, and its first has the focus
    Select: { defaultProps: scrollingOptions },
    MultiSelect: { defaultProps: scrollingOptions },
  },
})

/** Gives the tokens to plain CSS as variables, and lets Mantine's own grounds and texts follow them. */
export const resolveVariables: CSSVariablesResolver = () => {
  const mantine = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--quiet)',
    '--mantine-color-placeholder': 'var(--quiet)',
    '--mantine-color-default-border': 'var(--rule)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--raised)',
  }
  return {
    variables: {},
    light: { ...lightVariables, ...mantine },
    dark: { ...darkVariables, ...mantine },
  }
}
