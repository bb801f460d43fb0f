import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { asSent, type RoleChoice, RoleFields } from './role-fields.tsx'
import { settingsWords } from './words.ts'

export function RoleSheet({ user, onClose }: { user: RoleChoice & { id: string; name: string }; onClose: () => void }) {
  const w = useWords(settingsWords)
  const [choice, setChoice] = useState<RoleChoice>({ role: user.role, unitId: user.unitId })
  const update = useMutation({
    ...changeAtOnce(api.users.update, api.users.key(), ({ role = user.role, unitId = null }) => ({ role, unitId })),
    onSuccess: () => tell(w('done')),
  })
  return (
    <SheetForm
      isOpen={!update.isPending}
      title={w('changeRole')}
      submitLabel={w('changeRole')}
      isSending={update.isPending}
      onSubmit={() => update.mutate({ id: user.id, ...asSent(choice) }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text>{w('roleText', { name: user.name })}</Text>
      <RoleFields value={choice} onChange={setChoice} />
    </SheetForm>
  )
}
