import { readFields, readOneOf, readText } from '../read.ts'
import { readTappableUri } from '../safe-uri.ts'

/** A tap, already checked: nothing in it can run, and `uri` has one of the four schemes LINE takes. */
export type LineAction =
  | { type: 'uri'; label: string; uri: string; desktopUri?: string }
  | { type: 'postback'; label: string; data: string; displayText?: string; text?: string; fillInText?: string }
  | { type: 'message'; label: string; text: string }
  | { type: 'datetimepicker'; label: string; data: string; mode: 'date' | 'time' | 'datetime' }
  | { type: 'clipboard'; label: string; clipboardText: string }
  | { type: 'richmenuswitch'; label: string; richMenuAliasId: string; data: string }
  | { type: 'camera' | 'cameraRoll' | 'location'; label: string }

export type OnAction = (action: LineAction) => void

/** Reads an action object; an unknown kind, a missing part or an unsafe address gives nothing, and the place stays inert. */
export function readAction(value: unknown): LineAction | undefined {
  const fields = readFields(value)
  const label = readText(fields.label) ?? ''
  const data = readText(fields.data)
  switch (fields.type) {
    case 'uri': {
      const uri = readTappableUri(fields.uri)
      const desktopUri = readTappableUri(readFields(fields.altUri).desktop)
      return uri === undefined ? undefined : { type: 'uri', label, uri, ...(desktopUri && { desktopUri }) }
    }
    case 'postback': {
      if (data === undefined) return undefined
      const extra: { displayText?: string; text?: string; fillInText?: string } = {}
      for (const key of ['displayText', 'text', 'fillInText'] as const) {
        const text = readText(fields[key])
        if (text !== undefined) extra[key] = text
      }
      return { type: 'postback', label, data, ...extra }
    }
    case 'message': {
      const text = readText(fields.text)
      return text === undefined ? undefined : { type: 'message', label, text }
    }
    case 'datetimepicker': {
      const mode = readOneOf(fields.mode, ['date', 'time', 'datetime'])
      return data === undefined || mode === undefined ? undefined : { type: 'datetimepicker', label, data, mode }
    }
    case 'clipboard': {
      const clipboardText = readText(fields.clipboardText)
      return clipboardText === undefined ? undefined : { type: 'clipboard', label, clipboardText }
    }
    case 'richmenuswitch': {
      const richMenuAliasId = readText(fields.richMenuAliasId)
      return richMenuAliasId === undefined
        ? undefined
        : { type: 'richmenuswitch', label, richMenuAliasId, data: data ?? '' }
    }
    case 'camera':
    case 'cameraRoll':
    case 'location':
      return { type: fields.type, label }
    default:
      return undefined
  }
}
