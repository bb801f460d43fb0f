/** LINE's address that opens the chat with the account and a text typed in. The account's id is asked once and remembered. */
export function createAddFriendUrl(line: {
  getBotInfo(): Promise<{ basicId: string }>
}): (text: string) => Promise<string> {
  let basicId: string | undefined
  return async (text) => {
    basicId ??= (await line.getBotInfo()).basicId
    return `https://line.me/R/oaMessage/${encodeURIComponent(basicId)}/?${encodeURIComponent(text)}`
  }
}
