import {
  AppShell,
  Badge,
  Burger,
  Button,
  Group,
  Kbd,
  NavLink,
  ScrollArea,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core'
import { useDisclosure, useHotkeys, useNetwork } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Link, matchPath, Outlet, useLocation } from 'react-router'
import { api } from '../api/client.ts'
import { useMe } from '../api/me.ts'
import { useFocusReturn } from '../parts/use-focus-return.ts'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { chooseLanguage, currentLanguage } from '../words/language.ts'
import { AccountMenu } from './account-menu.tsx'
import { useMenu } from './use-menu.ts'
import { shellWords } from './words.ts'

const loadPalette = () => import('./palette.tsx')
const Palette = lazy(loadPalette)
const afterFirstLoadMs = 2000

/** Navigation at the side (a drawer on a phone), search above, the page in the middle. */
export function Layout() {
  const w = useWords(shellWords)
  const t = useWords(common)
  const [isMenuOpen, menu] = useDisclosure(false)
  const [palette, setPalette] = useState<'unloaded' | 'open' | 'closed'>('unloaded')
  const { online } = useNetwork()
  const { isDemo } = useMe()
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  // Fetched once the page stands, so that what is typed right after Ctrl K is not lost to the wait.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => {}), afterFirstLoadMs) // asked for again when it is opened
    return () => clearTimeout(timer)
  }, [])
  useHotkeys([['mod+K', () => setPalette('open')]], [])
  useFocusReturn(isMenuOpen)
  useHotkeys([['Escape', menu.close]])
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#content" className="skip-link">
        {w('skip')}
      </a>
      <AppShell.Header className="header">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isMenuOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={w('openMenu')}
              aria-expanded={isMenuOpen}
              aria-controls="menu"
            />
            <Link to="/" className="brand">
              {t('product')}
            </Link>
            <Text size="sm" c="dimmed" visibleFrom="md" truncate>
              {site.data?.agencyName}
            </Text>
            {isDemo ? (
              <Badge color="yellow.5" c="var(--on-highlight)" radius="sm" tt="none" visibleFrom="xs">
                {w('demoBadge')}
              </Badge>
            ) : null}
          </Group>
          <Group gap="xs" wrap="nowrap">
            <UnstyledButton className="search-button" onClick={() => setPalette('open')}>
              <IconSearch size={18} aria-hidden />
              <VisuallyHidden>{w('search')}</VisuallyHidden>
              <Text size="sm" visibleFrom="sm" aria-hidden>
                {w('search')}
              </Text>
              <Kbd size="sm" visibleFrom="sm" aria-hidden>
                Ctrl K
              </Kbd>
            </UnstyledButton>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => chooseLanguage(currentLanguage() === 'th' ? 'en' : 'th')}
              visibleFrom="xs"
            >
              {w('otherLanguage')}
            </Button>
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" id="menu" aria-label={w('menu')} data-covers={isMenuOpen}>
        <ScrollArea>
          <NavItems onGo={menu.close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {online ? null : (
          <p className="offline" role="status">
            {w('offline')}
          </p>
        )}
        <Outlet />
      </AppShell.Main>
      {palette === 'unloaded' ? null : (
        <Suspense>
          <Palette isOpen={palette === 'open'} onClose={() => setPalette('closed')} />
        </Suspense>
      )}
    </AppShell>
  )
}

function NavItems({ onGo }: { onGo: () => void }) {
  const menu = useMenu()
  const { pathname } = useLocation()
  const language = currentLanguage()
  return menu.map(({ path, routes, label, icon: Icon }) => {
    // A run is a page of the campaigns, though its address does not say so.
    const isHere = routes.some((route) => matchPath(route.path, pathname))
    return (
      <NavLink
        key={path}
        component={Link}
        to={path}
        label={label[language]}
        leftSection={Icon ? <Icon size={20} stroke={1.75} aria-hidden /> : null}
        active={isHere}
        aria-current={isHere ? 'page' : undefined}
        onClick={onGo}
        className="nav-item"
      />
    )
  })
}
