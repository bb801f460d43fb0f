import { readWebUri } from '../safe-uri.ts'

// Thai runs on without a space, so an address ends at the first character outside ASCII.
const address = /(https?:\/\/[!#-;=?-~]+[!#-&(*-+/-9=?-Z_a-z~-])/g

/** Text as text: line breaks kept, web addresses made links that open beside the page, nothing else interpreted. */
export function PlainText({ text }: { text: string }) {
  return text.split(address).map((part, index) => {
    const uri = index % 2 === 1 ? readWebUri(part) : undefined
    if (!uri) return part
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
      <a key={index} href={uri} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    )
  })
}
