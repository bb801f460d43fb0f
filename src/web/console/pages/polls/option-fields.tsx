import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'

/** Texts one below another, as of the options of a question: at least two, at most twelve. */
export function OptionFields({
  texts,
  onChange,
  most = 12,
  labels,
}: {
  texts: string[]
  onChange: (texts: string[]) => void
  most?: number
  labels: { one: (no: number) => string; remove: (no: number) => string; add: string }
}) {
  const put = (place: number, text: string) => onChange(texts.map((old, at) => (at === place ? text : old)))
  return (
    <Stack gap="xs">
      {texts.map((text, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text is its place
        <Group key={place} gap="xs" wrap="nowrap">
          <TextInput
            aria-label={labels.one(place + 1)}
            placeholder={labels.one(place + 1)}
            value={text}
            maxLength={100}
            onChange={(event) => put(place, event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={labels.remove(place + 1)}
            disabled={texts.length <= 2}
            onClick={() => onChange(texts.filter((_, at) => at !== place))}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={texts.length >= most}
        onClick={() => onChange([...texts, ''])}
        style={{ alignSelf: 'flex-start' }}
      >
        {labels.add}
      </Button>
    </Stack>
  )
}
