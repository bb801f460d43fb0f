import { IconCalendarMonth } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const calendar: PageFolder = {
  label: { th: 'ปฏิทิน', en: 'Calendar' },
  icon: IconCalendarMonth,
  permission: 'calendar.read',
  routes: [{ path: '/calendar', load: () => import('./calendar-page.tsx') }],
}
