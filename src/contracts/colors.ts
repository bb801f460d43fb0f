/**
 * The colours of the product: of cards, pictures and pages. Each text on its ground has a contrast of 4.5 or more (WCAG 2.2,
 * 1.4.3); no meaning by colour alone. Beside them only LINE's own colours (flex.css, phone.css) are named.
 */
export const standardColors = {
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
