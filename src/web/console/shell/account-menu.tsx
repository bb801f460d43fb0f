import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core'
import { IconDeviceMobile, IconInfoCircle, IconLanguage, IconLogout, IconUser } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../api/client.ts'
import { useMe } from '../api/me.ts'
import { signOut } from '../api/sign-in.ts'
import { forgetDrafts } from '../parts/use-draft.ts'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { chooseLanguage, currentLanguage } from '../words/language.ts'
import { shellWords } from './words.ts'

export function AccountMenu() {
  const w = useWords(shellWords)
  const t = useWords(common)
  const { name, email, role } = useMe()
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  // A fresh page rather than a cleared cache: nothing of one person stays in the memory of the next.
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess() {
      forgetDrafts()
      location.assign('/')
    },
  })
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={`${w('account')}: ${name}`} className="account-button">
          <Avatar color="navy" radius="xl" size={34} aria-hidden>
            {name.replace(/^[เแโใไ]/, '').slice(0, 1)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm" c="var(--text)">
            {name}
          </Text>
          <Text size="xs">{email}</Text>
          <Text size="xs">{t(role)}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} aria-hidden />}>
          {w('account')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLanguage size={16} aria-hidden />}
          onClick={() => chooseLanguage(currentLanguage() === 'th' ? 'en' : 'th')}
        >
          {w('otherLanguage')}
        </Menu.Item>
        {site.data?.phoneUrl ? (
          <Menu.Item
            component="a"
            href={site.data.phoneUrl}
            target="_blank"
            leftSection={<IconDeviceMobile size={16} aria-hidden />}
          >
            {w('openPhone')}
          </Menu.Item>
        ) : null}
        {site.data?.isDemo ? (
          <Menu.Item component="a" href="/about" leftSection={<IconInfoCircle size={16} aria-hidden />}>
            {w('whatRuns')}
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {w('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
