import { Button, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { useWords } from '../../words/define-words.ts'
import type { SignInLink } from './link-sheet.tsx'
import { asSent, type RoleChoice, RoleFields } from './role-fields.tsx'
import { settingsWords } from './words.ts'

const nobody: RoleChoice & { name: string; email: string } = { name: '', email: '', role: 'editor', unitId: null }

export function InviteUser({ onInvited }: { onInvited: (link: SignInLink) => void }) {
  const w = useWords(settingsWords)
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [values, setValues] = useState(nobody)
  const invite = useMutation(
    api.users.invite.mutationOptions({
      onSuccess: ({ link }) => {
        sheet.close()
        setValues(nobody)
        onInvited(link)
        void queryClient.invalidateQueries({ queryKey: api.users.key() })
      },
    }),
  )
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={sheet.open}>
        {w('invite')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={w('invite')}
        submitLabel={w('invite')}
        isSending={invite.isPending}
        onSubmit={() => invite.mutate({ name: values.name, email: values.email, ...asSent(values) })}
        onClose={sheet.close}
      >
        <TextInput
          label={w('name')}
          required
          maxLength={120}
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        />
        <TextInput
          label={w('email')}
          type="email"
          required
          maxLength={320}
          value={values.email}
          onChange={(event) => setValues({ ...values, email: event.currentTarget.value })}
        />
        <RoleFields value={values} onChange={(choice) => setValues({ ...values, ...choice })} />
      </SheetForm>
    </>
  )
}
