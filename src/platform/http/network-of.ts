import { isIPv6 } from 'node:net'

/**
 * What a limit by address counts: of an IPv6 address the /64, since one line of one household has all of its addresses (RFC 6177);
 * an IPv4 address as it is, written as IPv6 or not.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%')
  const four = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(bare)?.[1]
  if (four || !isIPv6(bare)) return four ?? bare
  const [head = '', tail = ''] = bare.split('::')
  const groupsOf = (part: string) => part.split(':').filter(Boolean)
  const [before, after] = [groupsOf(head), groupsOf(tail)]
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...between, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
