import { IconUsersGroup } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const audience: PageFolder = {
  label: { th: 'กลุ่มผู้รับ', en: 'Audience' },
  icon: IconUsersGroup,
  permission: 'units.read',
  routes: [{ path: '/audience', load: () => import('./audience-page.tsx') }],
}
