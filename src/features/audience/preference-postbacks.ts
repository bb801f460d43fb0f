export const preferencePostbacks = {
  settings: 'settings',
  language: 'set-language',
  quiet: 'set-quiet',
  series: 'series',
  setSeries: 'set-series',
  myData: 'my-data',
  copy: 'my-data-copy',
} as const
