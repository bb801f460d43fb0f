import { type LineAction, readAction } from '../flex/actions.ts'
import { readFields, readList } from '../read.ts'

/** The quick replies of a message that have a label and an action that can be tapped; LINE allows 13. */
export function readQuickReplies(message: unknown): LineAction[] {
  return readList(readFields(readFields(message).quickReply).items)
    .map((item) => readAction(readFields(item).action))
    .filter((action) => action !== undefined && action.label !== '')
    .slice(0, 13) as LineAction[]
}
