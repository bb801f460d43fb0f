// In this order: LINE's own browser and Edge name Chrome too, and Android names Linux.
const browsers = { Line: 'LINE', Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' }
const systems = {
  Windows: 'Windows',
  Android: 'Android',
  iPhone: 'iPhone',
  iPad: 'iPad',
  'Mac OS X': 'macOS',
  Linux: 'Linux',
}

/** Chrome · Windows: enough to know one's own devices by. */
export function nameDevice(userAgent: string | null): string | undefined {
  const browser = Object.entries(browsers).find(([name]) => userAgent?.includes(`${name}/`))?.[1]
  const system = Object.entries(systems).find(([name]) => userAgent?.includes(name))?.[1]
  return [browser, system].filter(Boolean).join(' · ') || undefined
}
