import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconFileTypePdf, IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { mostFileBytes } from '../../../../contracts/upload-limits.ts'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { FileButton } from '../../parts/file-button.tsx'
import { readAsAddress, readAsBase64 } from '../../parts/read-file.ts'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { fieldWords } from '../../words/field-words.ts'
import type { CropShape } from './crop-rules.ts'
import { CropSheet } from './crop-sheet.tsx'
import type { FormValues } from './form-data.ts'
import { cardWords } from './words.ts'

type Props = {
  values: FormValues
  /** A hero of the card, or the picture that is the card. */
  isWhole: boolean
  error?: string | undefined
  onChange: (values: FormValues) => void
  /** The name of a file that was chosen: a card without a name takes it. */
  onNamed: (name: string) => void
}

/** Which fields of the card say what the picture is. */
export const hero = { url: 'pictureUrl', shape: 'pictureShape' } as const
export const poster = { url: 'posterUrl', shape: 'posterShape' } as const

/** A picture of one's own: chosen and cropped, or by its address. */
export function PictureField({
  at,
  values,
  isWhole,
  error,
  onChange,
  onNamed,
}: Props & { at: typeof hero | typeof poster }) {
  const w = useWords(cardWords)
  const named = useWords(fieldWords)
  const t = useWords(common)
  const [chosen, setChosen] = useState<{ file: File; address: string }>()
  const [problem, setProblem] = useState<string>()
  const send = useMutation(api.uploads.picture.mutationOptions({ meta: { isToldInPlace: true } }))
  const url = values[at.url] ?? ''

  async function choose(file: File) {
    setProblem(undefined)
    send.reset()
    if (file.size > mostFileBytes) return setProblem(w('tooLarge'))
    setChosen({ file, address: await readAsAddress(file) })
  }
  const shapes: CropShape[] = isWhole ? ['whole', 'square', 'wide'] : ['square', 'wide']
  return (
    <Stack gap="xs">
      {url ? <img src={url} alt={named(at.url)} className="thumbnail" /> : null}
      <Group gap="xs">
        <FileButton
          accept="image/png,image/jpeg,image/webp"
          label={w('choosePicture')}
          leftSection={<IconPhoto size={18} aria-hidden />}
          onChoose={(file) => void choose(file)}
        >
          {w(url ? 'otherPicture' : 'choosePicture')}
        </FileButton>
        {url ? (
          <Button
            variant="subtle"
            color="red"
            onClick={() => onChange({ [at.url]: '', [at.shape]: '', pictureRatio: '' })}
          >
            {t('remove')}
          </Button>
        ) : null}
      </Group>
      {problem ? (
        <Text c="var(--bad)" role="alert">
          {problem}
        </Text>
      ) : null}
      {/* A picture that is the card needs its measures, which an address does not tell. */}
      {isWhole ? null : (
        <TextInput
          label={named(at.url)}
          type="url"
          maxLength={1000}
          value={url}
          error={error}
          onChange={(event) => onChange({ [at.url]: event.currentTarget.value })}
        />
      )}
      {chosen ? (
        <CropSheet
          address={chosen.address}
          shapes={shapes}
          isSending={send.isPending}
          error={send.error ? describeError(send.error) : undefined}
          onClose={() => setChosen(undefined)}
          onDone={async (crop, shape) => {
            const input = { file: chosen.address.replace(/^[^,]*,/, ''), crop }
            send.mutate(input, {
              onSuccess: ({ url, width, height }) => {
                setChosen(undefined)
                onNamed(chosen.file.name)
                onChange({
                  [at.url]: url,
                  ...(isWhole ? { pictureRatio: `${width}:${height}` } : { [at.shape]: shape }),
                })
              },
            })
          }}
        />
      ) : null}
    </Stack>
  )
}

/** A PDF is kept and linked to from the card's button; its first page stands in for a picture. */
export function DocumentField({
  values,
  hasPicture,
  isWhole,
  onChange,
  onNamed,
}: Omit<Props, 'error'> & { hasPicture: boolean }) {
  const w = useWords(cardWords)
  const [problem, setProblem] = useState<string>()
  const send = useMutation(
    api.uploads.document.mutationOptions({
      meta: { isToldInPlace: true },
      onSuccess: ({ url, firstPage }) => {
        tell(w(firstPage ? 'documentKept' : 'documentWithoutPage'))
        onChange({
          linkUrl: url,
          linkLabel: values.linkLabel || w('openDocument'),
          ...(firstPage && hasPicture && !values.pictureUrl
            ? {
                pictureUrl: firstPage.url,
                ...(isWhole && { pictureRatio: `${firstPage.width}:${firstPage.height}` }),
              }
            : {}),
        })
      },
    }),
  )
  async function choose(file: File) {
    setProblem(undefined)
    send.reset()
    if (file.size > mostFileBytes) return setProblem(w('tooLarge'))
    send.mutate({ file: await readAsBase64(file), name: file.name.slice(0, 200) })
    onNamed(file.name)
  }
  const told = problem ?? (send.error ? describeError(send.error) : undefined)
  return (
    <Stack gap="xs" align="flex-start">
      <FileButton
        accept="application/pdf"
        label={w('attachPdf')}
        loading={send.isPending}
        leftSection={<IconFileTypePdf size={18} aria-hidden />}
        onChoose={(file) => void choose(file)}
      >
        {w('attachPdf')}
      </FileButton>
      <Alert color="yellow" variant="light" p="xs">
        <Text size="sm" c="var(--text)">
          {w('pdfOpenToAll')}
        </Text>
      </Alert>
      {told ? (
        <Text c="var(--bad)" role="alert">
          {told}
        </Text>
      ) : null}
    </Stack>
  )
}
