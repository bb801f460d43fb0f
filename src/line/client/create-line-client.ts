import type { z } from 'zod'
import * as shapes from './answers.ts'
import { createCallLine, type LineClientOptions, type ReadLine } from './call-line.ts'
import { createGetContent } from './get-content.ts'
import { guardGroupId, guardUserId } from './guards.ts'
import { createRichMenuCalls } from './rich-menus.ts'
import { createSendMessages } from './send-messages.ts'
import { readRequestId } from './to-line-error.ts'

/**
 * LINE's Messaging API, as far as the product uses it. Every call is bounded by the deadline, sends nothing when an id has the wrong
 * shape, ends in an error of `line/errors.ts`, and gives LINE's request id with its answer.
 */
export function createLineClient(options: LineClientOptions) {
  const call = createCallLine(options)

  /** The shape is parsed inside the call, so that an answer that is not LINE's ends as `LineUnreachable`. */
  const read: ReadLine = async (endpoint, shape, ask) => {
    const { httpResponse, body } = await call(endpoint, async ({ line }) => {
      const answer = await ask(line)
      return { httpResponse: answer.httpResponse, body: shape.parse(answer.body) }
    })
    return { ...(body as z.infer<typeof shape> & object), requestId: readRequestId(httpResponse.headers) }
  }

  return {
    ...createSendMessages(call),
    ...createRichMenuCalls(call, read),
    getContent: createGetContent(call, options.dataApiUrl),

    /** A friend's profile; 404 (`LineRejected`) for anybody else, group members included. */
    async getProfile(userId: string) {
      guardUserId(userId)
      return read('GET /v2/bot/profile/{userId}', shapes.profile, (line) => line.getProfileWithHttpInfo(userId))
    },

    /** Name and picture of a group; 404 (`LineRejected`) once the bot is out of it. */
    async getGroupSummary(groupId: string) {
      guardGroupId(groupId)
      return read('GET /v2/bot/group/{groupId}/summary', shapes.groupSummary, (line) =>
        line.getGroupSummaryWithHttpInfo(groupId),
      )
    },

    /** Members without the bot: what one push to the group costs. */
    async getGroupMemberCount(groupId: string) {
      guardGroupId(groupId)
      return read('GET /v2/bot/group/{groupId}/members/count', shapes.groupMemberCount, (line) =>
        line.getGroupMemberCountWithHttpInfo(groupId),
      )
    },

    /** A member's name, friend or not; 404 (`LineRejected`) for one who is no member. */
    async getGroupMember(groupId: string, userId: string) {
      guardGroupId(groupId)
      guardUserId(userId)
      return read('GET /v2/bot/group/{groupId}/member/{userId}', shapes.groupMember, (line) =>
        line.getGroupMemberProfileWithHttpInfo(groupId, userId),
      )
    },

    async leaveGroup(groupId: string): Promise<{ requestId: string | undefined }> {
      guardGroupId(groupId)
      const { httpResponse } = await call('POST /v2/bot/group/{groupId}/leave', ({ line }) =>
        line.leaveGroupWithHttpInfo(groupId),
      )
      return { requestId: readRequestId(httpResponse.headers) }
    },

    /** Messages of this month, those bought included. */
    async getQuota() {
      return read('GET /v2/bot/message/quota', shapes.quota, (line) => line.getMessageQuotaWithHttpInfo())
    },

    /** Messages used this month; approximate, and includes what was sent from LINE's own console. */
    async getQuotaConsumption() {
      return read('GET /v2/bot/message/quota/consumption', shapes.quotaConsumption, (line) =>
        line.getMessageQuotaConsumptionWithHttpInfo(),
      )
    },

    /** Shows a person that an answer is on its way, for up to `seconds` (5 to 60 in steps of 5) or until it comes. 1:1 chats alone. */
    async showLoading(userId: string, seconds = 5): Promise<{ requestId: string | undefined }> {
      guardUserId(userId)
      const { httpResponse } = await call('POST /v2/bot/chat/loading/start', ({ line }) =>
        line.showLoadingAnimationWithHttpInfo({ chatId: userId, loadingSeconds: seconds }),
      )
      return { requestId: readRequestId(httpResponse.headers) }
    },

    /** Who saw and tapped what was sent under a name; days as yyyyMMdd in UTC+9, at most 30. 60 times an hour. */
    async getUnitStatistics({ unit, from, to }: { unit: string; from: string; to: string }) {
      return read('GET /v2/bot/insight/message/event/aggregation', shapes.unitStatistics, (line) =>
        line.getStatisticsPerUnitWithHttpInfo(unit, from, to),
      )
    },

    /** Where LINE sends events, and whether it does ("Use webhook"); 404 (`LineRejected`) while no address is set. */
    async getWebhookEndpoint() {
      return read('GET /v2/bot/channel/webhook/endpoint', shapes.webhookEndpoint, (line) =>
        line.getWebhookEndpointWithHttpInfo(),
      )
    },

    /** Has LINE call our webhook now; 60 times an hour. `reason` is OK, or says what is wrong. */
    async testWebhook() {
      return read('POST /v2/bot/channel/webhook/test', shapes.webhookTest, (line) =>
        line.testWebhookEndpointWithHttpInfo({}),
      )
    },

    async getBotInfo() {
      return read('GET /v2/bot/info', shapes.botInfo, (line) => line.getBotInfoWithHttpInfo())
    },
  }
}
