import type { messagingApi } from '@line/bot-sdk'

export type FlexMessage = messagingApi.FlexMessage

/** What the bot sends, and all that `checkMessages` lets through. Other kinds LINE knows come with the features that need them. */
export type OutgoingMessage =
  | messagingApi.TextMessage
  | messagingApi.TextMessageV2
  | messagingApi.StickerMessage
  | messagingApi.ImageMessage
  | messagingApi.VideoMessage
  | FlexMessage
