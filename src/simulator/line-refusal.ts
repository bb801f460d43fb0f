import { AppError } from '../platform/errors.ts'

export type RefusalDetail = { message: string; property: string }

/** LINE refuses a call. `message` and `details` are LINE's own words and shape and go out as they are. */
export class LineRefusal extends AppError {
  readonly body: object
  readonly headers: Record<string, string>

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super('LINE_REFUSED', String(body.message ?? body.error_description), { status })
    this.body = body
    this.headers = headers
  }
}

// Wordings: https://developers.line.biz/en/reference/messaging-api/#error-messages
export const refuseBody = (details: RefusalDetail[]) =>
  new LineRefusal(400, { message: `The request body has ${details.length} error(s)`, details })
export const refuseProperty = (name: string) =>
  new LineRefusal(400, { message: `The property, '${name}', in the request body is invalid (line: -, column: -)` })
export const refuseJson = () =>
  new LineRefusal(400, { message: 'The request body could not be parsed as JSON (line: -, column: -)' })
export const refuseParameter = (name: string) =>
  new LineRefusal(400, { message: `The value for the '${name}' parameter is invalid` })
export const refuseContentType = (type: string) =>
  new LineRefusal(415, { message: `The content type, ${type}, is not supported` })
export const refuseToken = () =>
  new LineRefusal(401, {
    message:
      'Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.',
  })
export const refuseRetryKey = () =>
  new LineRefusal(400, { message: "The value for the 'X-Line-Retry-Key' header is invalid" })
export const refuseAccount = () =>
  new LineRefusal(403, { message: 'Access to this API is not available for your account' })
export const notFound = () => new LineRefusal(404, { message: 'Not found' })
export const wrongMethod = (allowed: string[]) =>
  new LineRefusal(405, { message: 'Method Not Allowed' }, { allow: allowed.join(', ') })
export const tooLarge = () => new LineRefusal(413, { message: 'Payload Too Large' })
export const sendFailed = () => new LineRefusal(400, { message: 'Failed to send messages' })
export const tooManyCalls = () =>
  new LineRefusal(429, { message: 'The API rate limit has been exceeded. Try again later.' })
export const monthlyLimit = () => new LineRefusal(429, { message: 'You have reached your monthly limit.' })
export const invalidReplyToken = () => new LineRefusal(400, { message: 'Invalid reply token' })
