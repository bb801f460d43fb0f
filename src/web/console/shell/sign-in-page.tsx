import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { api } from '../api/client.ts'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { chooseLanguage, currentLanguage } from '../words/language.ts'
import { SignInForm } from './sign-in-form.tsx'
import { shellWords } from './words.ts'

export function SignInPage() {
  const w = useWords(shellWords)
  const queryClient = useQueryClient()
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return (
    <DoorFrame title={w('signInTitle')}>
      <SignInForm onSignedIn={() => void queryClient.resetQueries()} />
      <Group gap="md" mt="md">
        {site.data?.phoneUrl ? (
          <Anchor size="sm" href={site.data.phoneUrl} target="_blank" rel="noopener">
            {w('openPhone')}
          </Anchor>
        ) : null}
        {site.data?.isDemo ? (
          <Anchor size="sm" href="/about">
            {w('whatRuns')}
          </Anchor>
        ) : null}
        <Anchor size="sm" href="/privacy">
          {w('privacy')}
        </Anchor>
      </Group>
    </DoorFrame>
  )
}

/** The frame of all pages before the console: agency, language, one thing to do. */
export function DoorFrame({ title, children }: { title: string; children: ReactNode }) {
  const w = useWords(shellWords)
  const t = useWords(common)
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <main className="door">
      <Stack gap="lg" className="door-panel">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Text fw={600} c="var(--accent)">
              {t('product')}
            </Text>
            <Text size="sm" c="dimmed">
              {site.data?.agencyName ?? ' '}
            </Text>
          </div>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => chooseLanguage(currentLanguage() === 'th' ? 'en' : 'th')}
          >
            {w('otherLanguage')}
          </Button>
        </Group>
        <Title order={1} size="h2">
          {title}
        </Title>
        <div>{children}</div>
      </Stack>
    </main>
  )
}
