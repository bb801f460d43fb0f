import { currentLanguage } from '../../words/language.ts'

const units = [
  [1440, 'วัน', 'day'],
  [60, 'ชั่วโมง', 'hour'],
  [1, 'นาที', 'minute'],
] as const

/** "3 ชั่วโมง", "2 days": in the largest unit that holds it whole. */
export function showWait(minutes: number): string {
  const [size, thai, english] = units.find(([each]) => minutes % each === 0) ?? units[2]
  const count = minutes / size
  return currentLanguage() === 'th' ? `${count} ${thai}` : `${count} ${english}${count === 1 ? '' : 's'}`
}
