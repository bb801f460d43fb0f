/**
 * Gives back bytes that nobody reads again, at once: the 5 MB of a picture lie outside of the heap, and left to themselves have V8
 * collect all of it every few pictures. Only for bytes with a buffer of their own.
 */
export function releaseBytes({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
