import { Button, ColorInput, Group, Stack, Switch, Text } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { standardColors } from '../../../../contracts/colors.ts'
import { findFaint } from '../../../../contracts/contrast.ts'
import { api } from '../../api/client.ts'
import { FileButton } from '../../parts/file-button.tsx'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { readAsBase64 } from '../../parts/read-file.ts'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { LookPreview } from './look-preview.tsx'
import { settingsWords } from './words.ts'

const mostLogoBytes = 600_000
const hues = ['navy', 'blue', 'saffron'] as const
type Hue = (typeof hues)[number]

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

  const colorOf = (hue: Hue) => values[hue] ?? standardColors[hue]
  const refuse = (hue: Hue) => {
    const color = colorOf(hue)
    if (!/^#[0-9A-Fa-f]{6}$/.test(color)) return w('colourMalformed')
    const faint = findFaint(hue, color)
    return faint && w(`tooFaint_${hue}`, { contrast: faint.contrast })
  }
  const problems = { navy: refuse('navy'), blue: refuse('blue'), saffron: refuse('saffron') }
  // What cannot be read is not shown either: the preview keeps the colour before it.
  const shown = (hue: Hue) => (problems[hue] ? (before[hue] ?? standardColors[hue]) : colorOf(hue))

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
            if (hues.some((hue) => problems[hue])) return
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
                value={colorOf(hue)}
                error={problems[hue]}
                onChange={(color) => setValues({ ...values, [hue]: color })}
              />
            ))}
            <Switch
              label={w('mourning')}
              description={w('mourningHelp')}
              checked={values.isMourning}
              onChange={(event) => setValues({ ...values, isMourning: event.currentTarget.checked })}
            />
            <LookPreview
              colors={{ navy: shown('navy'), blue: shown('blue'), saffron: shown('saffron') }}
              isMourning={values.isMourning}
              logo={before.logo}
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
