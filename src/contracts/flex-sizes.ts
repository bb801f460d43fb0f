/** Keyword sizes in px, as LINE's own clients draw them on a 300 px wide bubble. Shared by the page that shows a card and the picture of it. */
export const flexSizes = {
  space: { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 },
  radius: { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 },
  border: { none: 0, light: 0.5, normal: 1, medium: 2, 'semi-bold': 3, bold: 4 },
  text: { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 },
  image: { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, '3xl': 180, '4xl': 200, '5xl': 220 },
} as const
