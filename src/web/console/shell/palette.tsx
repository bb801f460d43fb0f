import '@mantine/spotlight/styles.css'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconCards, IconPlus, IconSearch, IconSend } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../api/client.ts'
import { useMay } from '../api/me.ts'
import { useWords } from '../words/define-words.ts'
import { currentLanguage } from '../words/language.ts'
import { useMenu } from './use-menu.ts'
import { shellWords } from './words.ts'

const [store, spotlight] = createSpotlight()

/** ⌘K: pages, campaigns and cards by name, and the one thing people come to do. */
export default function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const w = useWords(shellWords)
  const may = useMay()
  const menu = useMenu()
  const navigate = useNavigate()
  const language = currentLanguage()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 100), 150)
  const input = { limit: 12, ...(q && { q }) }
  const campaigns = useQuery({
    ...api.campaigns.list.queryOptions({ input }),
    placeholderData: keepPreviousData,
    enabled: isOpen && may('campaigns.read'),
  })
  const cards = useQuery({
    ...api.contents.list.queryOptions({ input }),
    placeholderData: keepPreviousData,
    enabled: isOpen && may('contents.read'),
  })
  useEffect(() => {
    if (isOpen) spotlight.open()
  }, [isOpen])
  const box = useRef<HTMLInputElement>(null)
  // The first that fits is chosen as one types. Whoever has typed before these came has none, and Enter would do nothing: a key does
  // what the library gives no other way to.
  useEffect(() => {
    if (
      !box.current?.value ||
      (!campaigns.data && !cards.data) ||
      document.querySelector('[data-action][data-selected]')
    )
      return
    box.current.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', code: 'ArrowDown', bubbles: true }))
  }, [campaigns.data, cards.data])

  const go = (path: string) => () => void navigate(path)
  const actions: SpotlightActionGroupData[] = [
    {
      group: w('goTo'),
      actions: [
        ...(may('campaigns.edit')
          ? [{ id: 'new', label: w('newCampaign'), onClick: go('/campaigns/new'), leftSection: <IconPlus size={18} /> }]
          : []),
        ...menu.map(({ path, label, icon: Icon }) => ({
          id: path,
          label: label[language],
          onClick: go(path),
          leftSection: Icon ? <Icon size={18} /> : null,
        })),
      ],
    },
    {
      group: menu.find(({ path }) => path === '/campaigns')?.label[language] ?? '',
      actions: (campaigns.data?.items ?? []).map(({ id, name }) => ({
        id,
        label: name,
        onClick: go(`/campaigns/${id}`),
        leftSection: <IconSend size={18} />,
      })),
    },
    {
      group: menu.find(({ path }) => path === '/cards')?.label[language] ?? '',
      actions: (cards.data?.items ?? []).map(({ id, title }) => ({
        id,
        label: title,
        onClick: go(`/cards/${id}`),
        leftSection: <IconCards size={18} />,
      })),
    },
  ]
  return (
    <Spotlight
      store={store}
      actions={actions}
      shortcut={null}
      limit={12}
      scrollable
      highlightQuery
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={onClose}
      nothingFound={w('searchEmpty')}
      attributes={{ content: { 'aria-label': w('search') } }}
      searchProps={{
        ref: box,
        placeholder: w('search'),
        'aria-label': w('search'),
        leftSection: <IconSearch size={18} />,
      }}
    />
  )
}
