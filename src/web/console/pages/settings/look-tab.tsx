import { Button, ColorInput, Group, Stack, Switch, Text } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { FileButton } from '../../parts/file-button.tsx'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { readAsBase64 } from '../../parts/read-file.ts'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

const mostLogoBytes = 600_000
const hues = ['navy', 'blue', 'saffron'] as const
const usual = { navy: '#22307A', blue: '#3B5BDB', saffron: '#F2B705' }

const lookOptions = () => api.pictures.getLook.queryOptions()
type Look = Awaited<ReturnType<NonNullable<ReturnType<typeof lookOptions>['queryFn'] & object>>>

/** Colours, logo and tone of everything that is drawn. What could not be read is refused with its contrast. */
export function LookTab() {
  const look = useQuery(lookOptions())
  return <QueryView query={look}>{(data) => <LookForm before={data} />}</QueryView>
}

function LookForm({ before }: { before: Look }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [values, setValues] = useState(before)
  const [problem, setProblem] = useState<string>()
  const keep = (look: Look) => {
    tell(t('saved'))
    queryClient.setQueryData(lookOptions().queryKey, look)
  }
  const save = useMutation(api.pictures.setLook.mutationOptions({ onSuccess: keep }))
  const setLogo = useMutation(api.pictures.setLogo.mutationOptions({ onSuccess: keep }))

  async function choose(file: File) {
    setProblem(file.size > mostLogoBytes ? w('logoTooLarge') : undefined)
    if (file.size <= mostLogoBytes) setLogo.mutate({ image: await readAsBase64(file) })
  }
  return (
    <Panel title={w('look')}>
      <Stack maw={480}>
        <Stack gap="xs" align="flex-start">
          <Text fw={500}>{w('logo')}</Text>
          {before.logo ? <img src={`/media/${before.logo}`} alt={w('logo')} className="thumbnail" /> : null}
          <Group gap="xs">
            <FileButton
              accept="image/png,image/jpeg,image/webp"
              label={w('chooseLogo')}
              loading={setLogo.isPending}
              leftSection={<IconPhoto size={18} aria-hidden />}
              onChoose={(file) => void choose(file)}
            >
              {w('chooseLogo')}
            </FileButton>
            {before.logo ? (
              <Button variant="subtle" color="red" onClick={() => setLogo.mutate({ image: null })}>
                {t('remove')}
              </Button>
            ) : null}
          </Group>
          {problem ? (
            <Text c="var(--bad)" role="alert">
              {problem}
            </Text>
          ) : null}
        </Stack>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const { logo: _logo, ...look } = values
            save.mutate(look)
          }}
        >
          <Stack>
            {hues.map((hue) => (
              <ColorInput
                key={hue}
                label={w(`hue_${hue}`)}
                format="hex"
                withEyeDropper={false}
                value={values[hue] ?? usual[hue]}
                onChange={(color) => setValues({ ...values, [hue]: color })}
              />
            ))}
            <Switch
              label={w('mourning')}
              description={w('mourningHelp')}
              checked={values.isMourning}
              onChange={(event) => setValues({ ...values, isMourning: event.currentTarget.checked })}
            />
            <Group>
              <Button type="submit" loading={save.isPending}>
                {t('save')}
              </Button>
              <Button variant="default" onClick={() => setValues({ isMourning: values.isMourning, logo: values.logo })}>
                {w('usualColours')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Stack>
    </Panel>
  )
}
