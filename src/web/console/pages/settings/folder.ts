import { IconSettings } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const settings: PageFolder = {
  label: { th: 'ตั้งค่า', en: 'Settings' },
  icon: IconSettings,
  permission: 'settings.edit',
  routes: [{ path: '/settings', load: () => import('./settings-page.tsx') }],
}
