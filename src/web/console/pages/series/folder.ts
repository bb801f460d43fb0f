import { IconStack2 } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const series: PageFolder = {
  label: { th: 'ชุดการ์ด', en: 'Series' },
  icon: IconStack2,
  permission: 'series.read',
  routes: [
    { path: '/series', load: () => import('./list-page.tsx') },
    { path: '/series/:id', load: () => import('./series-page.tsx') },
  ],
}
