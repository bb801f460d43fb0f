import { expect, test } from 'vitest'
import { nameDevice } from '../../../src/web/console/parts/device-name.ts'

const android =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Version/4.0 Chrome/128.0 Mobile Safari/537.36'

test.each([
  [`${android} Line/14.12.0/IAB`, 'LINE · Android'],
  [android, 'Chrome · Android'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0', 'Edge · Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Safari Line/14.9.0', 'LINE · iPhone'],
  ['curl/8', undefined],
  [null, undefined],
])('%s', (userAgent, name) => {
  expect(nameDevice(userAgent)).toBe(name)
})
