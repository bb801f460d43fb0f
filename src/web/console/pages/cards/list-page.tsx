import { Button, Group, Select, TextInput } from '@mantine/core'
import { IconPhoto, IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Page, Panel } from '../../parts/page.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { useTemplateName } from '../../parts/template-name.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { cardWords } from './words.ts'

const states = ['draft', 'approved', 'retired'] as const

export default function CardListPage() {
  const w = useWords(cardWords)
  const t = useWords(common)
  const nameOf = useTemplateName()
  const may = useMay()
  const [search, setSearch] = useState('')
  const [state, setState] = useState<(typeof states)[number] | null>(null)
  const [template, setTemplate] = useState<string | null>(null)
  const templates = useQuery(api.templates.list.queryOptions())
  const cards = useInfiniteQuery(
    api.contents.list.infiniteOptions({
      input: (cursor) => ({
        limit: 100,
        ...(cursor && { cursor }),
        ...(state && { state }),
        ...(template && { template }),
      }),
      ...nextPage,
    }),
  )
  const newButton = may('contents.edit') ? (
    <>
      <Button
        component={Link}
        to="/cards/new?template=picture"
        variant="default"
        leftSection={<IconPhoto size={18} aria-hidden />}
      >
        {w('sendPicture')}
      </Button>
      <Button component={Link} to="/cards/new" leftSection={<IconPlus size={18} aria-hidden />}>
        {w('new')}
      </Button>
    </>
  ) : null
  const wanted = search.trim().toLowerCase()
  return (
    <Page title={w('title')} lead={w('lead')} actions={newButton}>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={w('find')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          leftSection={<IconSearch size={18} aria-hidden />}
          flex="1 1 220px"
        />
        <Select
          label={w('state')}
          placeholder={t('all')}
          clearable
          value={state}
          onChange={(value) => setState(value as (typeof states)[number] | null)}
          data={states.map((value) => ({ value, label: t(value) }))}
          flex="0 1 180px"
        />
        <Select
          label={w('template')}
          placeholder={t('all')}
          clearable
          value={template}
          onChange={setTemplate}
          data={(templates.data?.items ?? []).map(({ name }) => ({ value: name, label: nameOf(name) }))}
          flex="0 1 220px"
        />
      </Group>
      <Panel>
        <EndlessList query={cards} empty={<Empty title={w('emptyTitle')} text={w('emptyText')} action={newButton} />}>
          {(items) => {
            const shown = items.filter(({ title, code }) => `${title} ${code ?? ''}`.toLowerCase().includes(wanted))
            if (shown.length === 0) return <Empty title={w('nothingFound')} />
            return (
              <ul className="rows">
                {shown.map(({ id, title, template, state }) => (
                  <li key={id}>
                    <Link to={`/cards/${id}`} className="row">
                      <span className="row-main">
                        <span className="row-title">{title}</span>
                        <br />
                        <span className="quiet">{nameOf(template)}</span>
                      </span>
                      <StateMark state={state} />
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }}
        </EndlessList>
      </Panel>
    </Page>
  )
}
