import { HTTPFetchError } from '@line/bot-sdk'
import type { OutgoingMessage } from '../messages/outgoing-message.ts'
import { sentMessages } from './answers.ts'
import { type Answer, type CallLine, replyEndpoint } from './call-line.ts'
import { guardChatId, guardMulticast, guardReplyToken, guardRetryKey } from './guards.ts'
import { readRequestId } from './to-line-error.ts'

/** LINE has taken the messages over. With `acceptedRequestId` it had done so already at an earlier try with this retry key (409). */
export type Accepted = {
  outcome: 'accepted'
  requestId: string | undefined
  acceptedRequestId?: string
  /** Of push and reply; empty for a multicast. */
  sentMessages: { id: string; quoteToken?: string }[]
}

type Sending = {
  messages: OutgoingMessage[]
  /** Stored before the first try and the same on every retry: LINE acts once per key for 24 h. */
  retryKey: string
  /** No push notification, for the night. */
  notificationDisabled?: boolean
  /** Under which name LINE adds up who saw it: 1 to 30 of A–Z a–z 0–9 _; 1,000 names a month. */
  statsUnit?: string
}

export type Push = Sending & { to: string }
export type Multicast = Sending & { to: string[] }
/** Has no retry key: LINE answers 400 to one, so a reply is sent at most once. */
export type Reply = { replyToken: string; messages: OutgoingMessage[]; notificationDisabled?: boolean }

export function createSendMessages(call: CallLine) {
  return {
    /** To one person, group or room. */
    async push({ to, retryKey, ...sending }: Push): Promise<Accepted> {
      guardChatId(to)
      guardRetryKey(retryKey)
      const answer = await call('POST /v2/bot/message/push', ({ line }) =>
        acceptRepeated(line.pushMessageWithHttpInfo({ to, ...bodyOf(sending) }, retryKey)),
      )
      return readAccepted(answer)
    },

    /** To 1 to 500 people; groups cannot be reached this way. */
    async multicast({ to, retryKey, ...sending }: Multicast): Promise<Accepted> {
      guardMulticast(to)
      guardRetryKey(retryKey)
      const answer = await call('POST /v2/bot/message/multicast', ({ line }) =>
        acceptRepeated(line.multicastWithHttpInfo({ to, ...bodyOf(sending) }, retryKey)),
      )
      return readAccepted(answer)
    },

    /** Answers an event, free of charge, within a minute of it. */
    async reply({ replyToken, messages, notificationDisabled }: Reply): Promise<Accepted> {
      guardReplyToken(replyToken)
      const answer = await call(replyEndpoint, ({ line }) =>
        line.replyMessageWithHttpInfo({ replyToken, messages, notificationDisabled }),
      )
      return readAccepted(answer)
    },

    /** Asks LINE whether it would take these messages as a push; throws `LineRejected` with what is wrong. Uses no quota. */
    async validatePush(messages: OutgoingMessage[]): Promise<{ requestId: string | undefined }> {
      const { httpResponse } = await call('POST /v2/bot/message/validate/push', ({ line }) =>
        line.validatePushWithHttpInfo({ messages }),
      )
      return { requestId: readRequestId(httpResponse.headers) }
    },
  }
}

/** The same for the same sending, whatever the try: LINE asks for the same body under a retry key. */
function bodyOf({ messages, notificationDisabled, statsUnit }: Omit<Sending, 'retryKey'>) {
  return { messages, notificationDisabled, ...(statsUnit && { customAggregationUnits: [statsUnit] }) }
}

/** A 409 says that an earlier try with the same key was accepted, though its answer may have been lost: a success. */
async function acceptRepeated(sending: Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  try {
    return await sending
  } catch (error) {
    if (error instanceof HTTPFetchError && error.status === 409) {
      return { httpResponse: { status: 409, headers: error.headers }, body: readJson(error.body) }
    }
    throw error
  }
}

function readAccepted({ httpResponse: { status, headers }, body }: Answer<unknown>): Accepted {
  return {
    outcome: 'accepted',
    requestId: readRequestId(headers),
    ...(status === 409 && { acceptedRequestId: headers.get('x-line-accepted-request-id') ?? undefined }),
    ...sentMessages.parse(body),
  }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // The status alone says that the messages were accepted; the ids in the body are an extra.
    return undefined
  }
}
