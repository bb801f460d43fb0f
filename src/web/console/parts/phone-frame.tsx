import { Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { LineMessage } from '../../ui/message/line-message.tsx'
import { englishMessageWords, thaiMessageWords } from '../../ui/message/message-words.ts'
import { defineWords, useWords } from '../words/define-words.ts'
import { currentLanguage } from '../words/language.ts'

const words = defineWords('phone-frame', {
  th: { preview: 'ตัวอย่างในแชต', light: 'พื้นสว่าง', dark: 'พื้นมืด', ground: 'พื้นแชต', empty: 'เลือกการ์ดเพื่อดูตัวอย่าง' },
  en: {
    preview: 'In the chat',
    light: 'Light',
    dark: 'Dark',
    ground: 'Chat background',
    empty: 'Choose a card to see it here',
  },
})

/** Messages as a chat shows them, on a light and on a dark ground; a bubble's place while they are on their way. */
export function PhoneFrame({
  messages,
  isLoading = false,
  empty,
}: {
  messages: unknown[]
  isLoading?: boolean
  empty?: string
}) {
  const w = useWords(words)
  const [ground, setGround] = useState('light')
  const messageWords = currentLanguage() === 'th' ? thaiMessageWords : englishMessageWords
  return (
    <Stack gap="xs" className="phone-frame">
      <Group justify="space-between">
        <Text fw={600}>{w('preview')}</Text>
        <SegmentedControl
          size="xs"
          value={ground}
          onChange={setGround}
          aria-label={w('ground')}
          data={[
            { value: 'light', label: w('light') },
            { value: 'dark', label: w('dark') },
          ]}
        />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key */}
      <section className="phone-screen" data-ground={ground} tabIndex={0} aria-label={w('preview')}>
        {messages.length > 0 ? null : isLoading ? (
          <Skeleton height={280} width="84%" radius="lg" />
        ) : (
          <p className="phone-empty">{empty ?? w('empty')}</p>
        )}
        {messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages have no id and never move
          <LineMessage key={index} message={message} words={messageWords} />
        ))}
      </section>
    </Stack>
  )
}
