import { ActionIcon, Button, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Avatar } from './avatar.tsx'
import type { Language } from './dates.ts'
import { FaultsPanel } from './faults-panel.tsx'
import { usePage } from './page-context.ts'
import type { Person } from './simulator-state.ts'
import { ViewAs } from './view-as.tsx'

type Props = {
  viewer: Person | undefined
  people: Person[]
  onViewAs(userId: string): void
  onLanguage(language: Language): void
  /** No chat stands beside it. */
  isAlone: boolean
  children: ReactNode
}

export function Sidebar({ viewer, people, onViewAs, onLanguage, isAlone, children }: Props) {
  const { words, language } = usePage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isDark = colorScheme === 'dark'
  const Part = isAlone ? 'main' : 'aside'
  return (
    <Part className="sidebar">
      <header className="sidebar-head">
        <Avatar kind="bot" name={words.product} size={36} />
        <h1>
          {words.product}
          <span>{words.page}</span>
        </h1>
        <Button
          variant="subtle"
          size="compact-sm"
          lang={language === 'th' ? 'en' : 'th'}
          onClick={() => onLanguage(language === 'th' ? 'en' : 'th')}
        >
          {words.otherLanguage}
        </Button>
        <FaultsPanel />
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={isDark ? words.light : words.dark}
          title={isDark ? words.light : words.dark}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          {isDark ? <IconSun size={20} stroke={1.75} /> : <IconMoon size={20} stroke={1.75} />}
        </ActionIcon>
      </header>
      <ViewAs viewer={viewer} people={people} onViewAs={onViewAs} />
      {children}
    </Part>
  )
}
