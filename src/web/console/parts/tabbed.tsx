import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'

export type Tab = { value: string; label: string; content: () => ReactNode }

/** Tabs whose choice stands in the address, so that a link can lead to one. Only the chosen one is built. */
export function Tabbed({ tabs, label }: { tabs: Tab[]; label: string }) {
  const [parameters, setParameters] = useSearchParams()
  const chosen = tabs.find(({ value }) => value === parameters.get('tab')) ?? tabs[0]
  return (
    <Tabs
      value={chosen?.value ?? null}
      onChange={(value) => setParameters(value ? { tab: value } : {})}
      keepMounted={false}
    >
      <Tabs.List mb="lg" aria-label={label} className="tab-list">
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
