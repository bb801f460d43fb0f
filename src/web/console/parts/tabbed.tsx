import { Tabs } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'

export type Tab = { value: string; label: string; content: () => ReactNode }

/** Tabs whose choice stands in the address, so that a link can lead to one. Only the chosen one is built; one alone needs no tab. */
export function Tabbed({ tabs, label }: { tabs: Tab[]; label: string }) {
  const [parameters, setParameters] = useSearchParams()
  const chosen = tabs.find(({ value }) => value === parameters.get('tab')) ?? tabs[0]
  const list = useRef<HTMLDivElement>(null)
  const value = chosen?.value ?? null
  // On a phone the row of tabs is wider than the page: the chosen one is brought into sight.
  useEffect(() => {
    if (value === null) return
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [value])
  if (tabs.length === 1) return chosen?.content()
  return (
    <Tabs value={value} onChange={(tab) => setParameters(tab ? { tab } : {})} keepMounted={false}>
      <Tabs.List ref={list} mb="lg" aria-label={label} className="tab-list">
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.value} value={tab.value}>
          {tab.content()}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
