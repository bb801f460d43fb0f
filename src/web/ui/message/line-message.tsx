import { IconFile, IconMapPin, IconMoodSmile } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { OnAction } from '../flex/actions.ts'
import { FlexMessage } from '../flex/flex-message.tsx'
import { Picture } from '../flex/picture.tsx'
import { type Fields, readFields, readText } from '../read.ts'
import { readWebUri } from '../safe-uri.ts'
import { type MessageWords, thaiMessageWords } from './message-words.ts'
import { PlainText } from './plain-text.tsx'
import { readTextV2 } from './text-v2.ts'
import './message.css'

type Props = {
  message: unknown
  onAction?: OnAction | undefined
  words?: MessageWords
  /** The display name of a person who is mentioned. */
  nameOf?: (userId: string) => string
}

/** One message object of LINE, of any kind; a kind that is not drawn shows its altText. */
export function LineMessage({ message, onAction, words = thaiMessageWords, nameOf = (userId) => userId }: Props) {
  const fields = readFields(message)
  switch (fields.type) {
    case 'text':
      return <Speech text={readText(fields.text) ?? ''} />
    case 'textV2':
      return <Speech text={readTextV2(fields, nameOf, words.everybody)} />
    case 'flex':
      return <FlexMessage contents={fields.contents} altText={fields.altText} onAction={onAction} words={words.flex} />
    case 'image':
      return <ImageMessage fields={fields} label={words.picture} />
    case 'video':
      return <VideoMessage fields={fields} label={words.video} />
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: LINE has no captions for a voice message
      return <audio src={readWebUri(fields.originalContentUrl)} aria-label={words.audio} controls preload="none" />
    case 'sticker':
      return <Placeholder icon={<IconMoodSmile />} text={words.sticker} />
    case 'location':
      return <Placeholder icon={<IconMapPin />} text={placeText(fields) || words.place} />
    case 'file':
      return <Placeholder icon={<IconFile />} text={readText(fields.fileName) ?? words.unknown} />
    default:
      return <Speech text={readText(fields.altText) ?? words.unknown} />
  }
}

function Speech({ text }: { text: string }) {
  return (
    <p className="line-speech" lang="th">
      <PlainText text={text} />
    </p>
  )
}

function ImageMessage({ fields, label }: { fields: Fields; label: string }) {
  const original = readWebUri(fields.originalContentUrl)
  const picture = <Picture url={fields.previewImageUrl ?? fields.originalContentUrl} fit="contain" alt={label} />
  if (!original) return <div className="line-picture">{picture}</div>
  return (
    <a className="line-picture" href={original} target="_blank" rel="noopener noreferrer">
      {picture}
    </a>
  )
}

function VideoMessage({ fields, label }: { fields: Fields; label: string }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: LINE has no captions for a video message
    <video
      className="line-video"
      src={readWebUri(fields.originalContentUrl)}
      poster={readWebUri(fields.previewImageUrl)}
      aria-label={label}
      controls
      playsInline
      preload="none"
    />
  )
}

function Placeholder({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <p className="line-placeholder" lang="th">
      {icon}
      <span>{text}</span>
    </p>
  )
}

function placeText(fields: Fields): string {
  return [readText(fields.title), readText(fields.address)].filter(Boolean).join('\n')
}
