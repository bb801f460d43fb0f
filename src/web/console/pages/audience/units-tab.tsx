import { Button, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconQrcode } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Panel } from '../../parts/page.tsx'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { InviteSheet } from './invite-sheet.tsx'
import { audienceWords } from './words.ts'

export function UnitsTab() {
  const w = useWords(audienceWords)
  const may = useMay()
  const [invitesOf, setInvitesOf] = useState<{ id: string; nameTh: string }>()
  const units = useInfiniteQuery(
    api.units.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  return (
    <Panel title={w('units')} aside={may('units.edit') ? <AddUnit /> : null}>
      <EndlessList query={units} empty={<Empty title={w('noUnits')} text={w('noUnitsText')} />}>
        {(items) => (
          <ul className="rows">
            {items.map(({ id, nameTh, staffCount, groupCount }) => (
              <li key={id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">
                      <ThaiText text={nameTh} />
                    </span>
                    <br />
                    <span className="quiet">{w('staffCount', { staff: staffCount, groups: groupCount })}</span>
                  </span>
                  {may('invites.edit') ? (
                    <Button
                      size="xs"
                      variant="default"
                      leftSection={<IconQrcode size={16} aria-hidden />}
                      onClick={() => setInvitesOf({ id, nameTh })}
                    >
                      {w('invites')}
                    </Button>
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
      {invitesOf ? <InviteSheet unit={invitesOf} onClose={() => setInvitesOf(undefined)} /> : null}
    </Panel>
  )
}

function AddUnit() {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [unit, setUnit] = useState({ code: '', nameTh: '', kind: 'กอง' })
  const add = useMutation(
    api.units.create.mutationOptions({
      onSuccess: () => {
        tell(t('saved'))
        sheet.close()
        setUnit({ code: '', nameTh: '', kind: 'กอง' })
        void queryClient.invalidateQueries({ queryKey: api.units.key() })
      },
    }),
  )
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={sheet.open}>
        {w('addUnit')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={w('addUnit')}
        isSending={add.isPending}
        onSubmit={() => add.mutate(unit)}
        onClose={sheet.close}
      >
        <TextInput
          label={w('unitName')}
          required
          maxLength={200}
          value={unit.nameTh}
          onChange={(event) => setUnit({ ...unit, nameTh: event.currentTarget.value })}
        />
        <TextInput
          label={w('unitKind')}
          required
          maxLength={40}
          value={unit.kind}
          onChange={(event) => setUnit({ ...unit, kind: event.currentTarget.value })}
        />
        <TextInput
          label={w('unitCode')}
          required
          pattern="[a-z0-9\-]{2,40}"
          value={unit.code}
          onChange={(event) => setUnit({ ...unit, code: event.currentTarget.value })}
        />
      </SheetForm>
    </>
  )
}
