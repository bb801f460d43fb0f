import { IconHome } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const home: PageFolder = {
  label: { th: 'หน้าแรก', en: 'Home' },
  icon: IconHome,
  permission: 'campaigns.read',
  routes: [{ path: '/', load: () => import('./home-page.tsx') }],
}
