/** Names of this machine for itself, as a URL's `hostname` or a Host header without its port has them. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}
