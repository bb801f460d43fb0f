import { IconBulb } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const quiz: PageFolder = {
  label: { th: 'แบบทดสอบความรู้', en: 'Knowledge quiz' },
  icon: IconBulb,
  permission: 'quiz.read',
  routes: [{ path: '/quiz', load: () => import('./quiz-page.tsx') }],
}
