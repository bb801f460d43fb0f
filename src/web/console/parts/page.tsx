import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { Link } from 'react-router'
import { ThaiText } from '../../ui/thai-text.tsx'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'

/** A page: its title (also the tab's), what can be done with it as a whole, and its content. */
export function Page({
  title,
  lead,
  actions,
  backTo,
  children,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  backTo?: { to: string; label: string }
  children: ReactNode
}) {
  const t = useWords(common)
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <Stack gap="lg" className="page">
      <Stack gap={4}>
        {backTo ? (
          <Anchor component={Link} to={backTo.to} size="sm" className="back-link">
            <IconArrowLeft size={16} aria-hidden />
            {backTo.label}
          </Anchor>
        ) : null}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={4} className="page-head">
            <Title order={1} size="h2" className="page-title">
              <ThaiText text={title} />
            </Title>
            {lead ? (
              <Text c="dimmed" component="div" className="page-lead">
                <ThaiText text={lead} />
              </Text>
            ) : null}
          </Stack>
          {actions ? <Group gap="xs">{actions}</Group> : null}
        </Group>
      </Stack>
      {children}
    </Stack>
  )
}

/** A titled part of a page on its own ground. */
export function Panel({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      {title ? (
        <Group justify="space-between" mb="sm" gap="xs">
          <Title order={2} size="h4">
            <ThaiText text={title} />
          </Title>
          {aside}
        </Group>
      ) : null}
      {children}
    </section>
  )
}

/** An empty list teaches what belongs there and how it gets there. */
export function Empty({ title, text, action }: { title?: string; text?: string; action?: ReactNode }) {
  return (
    <Stack gap="xs" align="center" py="xl" className="empty">
      <svg width="72" height="56" viewBox="0 0 72 56" aria-hidden="true">
        <rect x="10" y="6" width="52" height="44" rx="8" fill="var(--raised)" stroke="var(--rule)" strokeWidth="1.5" />
        <rect x="20" y="17" width="32" height="5" rx="2.5" fill="var(--highlight)" />
        <rect x="20" y="28" width="24" height="4" rx="2" fill="var(--rule)" />
        <rect x="20" y="37" width="16" height="4" rx="2" fill="var(--rule)" />
      </svg>
      {title ? <Text fw={600}>{title}</Text> : null}
      {text ? (
        <Text c="dimmed" ta="center" maw={420}>
          <ThaiText text={text} />
        </Text>
      ) : null}
      {action}
    </Stack>
  )
}
