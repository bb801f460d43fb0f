/** Colours of every card. Each text on its ground has a contrast of 4.5 or more; no meaning by colour alone. */
export const look = {
  ink: '#14213D',
  navy: '#22307A',
  blue: '#3B5BDB',
  leaf: '#1E7B4F',
  leafMist: '#E8F4EE',
  clay: '#B3402A',
  clayMist: '#FBECE8',
  saffron: '#F2B705',
  slate: '#52607A',
  mist: '#EEF1F8',
  line: '#D9DEE9',
  paper: '#FBFAF6',
  white: '#FFFFFF',
} as const
