import { Button, Group } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AudienceRule } from '../../../../contracts/api/audience-rule.ts'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { useAllGroups } from '../../api/use-all.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { removeAtOnce } from '../../parts/item-at-once.ts'
import { Empty, Panel } from '../../parts/page.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { type SavedAudience, SavedSheet } from './saved-sheet.tsx'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

export function SavedTab() {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const may = useMay()
  const describe = useRuleWords()
  const saved = useInfiniteQuery(
    api.audiences.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  const remove = useMutation(removeAtOnce(api.audiences.remove, api.audiences.key()))
  const [isAdding, setIsAdding] = useState(false)
  const [edited, setEdited] = useState<SavedAudience>()
  const addButton = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setIsAdding(true)}
    >
      {w('newSaved')}
    </Button>
  )
  return (
    <Panel title={w('saved')} aside={may('audiences.edit') ? addButton : null}>
      <EndlessList query={saved} empty={<Empty title={w('noSaved')} text={w('noSavedText')} />}>
        {(items) => (
          <ul className="rows">
            {items.map(({ id, name, rule }) => (
              <li key={id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{name}</span>
                    <br />
                    <span className="quiet">{describe(rule)}</span>
                  </span>
                  {may('audiences.edit') ? (
                    <Group gap="xs">
                      <Button
                        size="xs"
                        variant="subtle"
                        leftSection={<IconPencil size={16} aria-hidden />}
                        aria-label={`${t('edit')} ${name}`}
                        onClick={() => setEdited({ id, name, rule })}
                      >
                        {t('edit')}
                      </Button>
                      <ConfirmButton
                        size="xs"
                        variant="subtle"
                        color="red"
                        title={w('removeSaved')}
                        text={w('removeSavedText')}
                        confirmLabel={t('remove')}
                        onConfirm={() => remove.mutate({ id })}
                      >
                        {t('remove')}
                      </ConfirmButton>
                    </Group>
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
      {isAdding ? <SavedSheet onClose={() => setIsAdding(false)} /> : null}
      {edited ? <SavedSheet key={edited.id} saved={edited} onClose={() => setEdited(undefined)} /> : null}
    </Panel>
  )
}

/** A rule in words, however it was made. */
function useRuleWords(): (rule: AudienceRule) => string {
  const w = useWords(audienceWords)
  const units = useUnits()
  const groups = useAllGroups()
  const groupName = (id: string) => groups.data?.find((group) => group.id === id)?.name ?? '…'
  const describe = (rule: AudienceRule): string => {
    if ('and' in rule) return rule.and.map(describe).join(` ${w('ruleAnd')} `)
    if ('or' in rule) return rule.or.map(describe).join(` ${w('ruleOr')} `)
    if ('of' in rule) return `${describe(rule.of)} ${w('ruleExcept')} ${describe(rule.except)}`
    if ('everyone' in rule) return w('everyone')
    if ('units' in rule) return rule.units.map(units.wholeNameOf).join(', ')
    if ('groups' in rule) return rule.groups.map(groupName).join(', ')
    if ('tags' in rule) return `${w('tags')}: ${rule.tags.join(', ')}`
    if ('joinedAfter' in rule) return `${w('joinedAfter')} ${showDay(rule.joinedAfter)}`
    return `${w('joinedBefore')} ${showDay(rule.joinedBefore)}`
  }
  return describe
}
