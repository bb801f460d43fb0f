import { type Config, isLoopback } from '../config.ts'

/** A demo whose address is this very machine: whoever can open it may be any of its officers. */
export const isDemoOnThisMachine = ({ line, publicUrl }: Config) => line.mode === 'simulator' && isLoopback(publicUrl)

// Of both hosts: an office gives its ballot host no channel, and by that alone it would look like a demo.
const hasSheet = (config: Config) => isDemoOnThisMachine(config) && isLoopback(config.ballotUrl)

/** Who may show the pages that open in LINE in a frame: the phone of a demo on this machine, under both its names, or nobody. */
export const phoneOrigins = (config: Config): string[] =>
  hasSheet(config) ? ['localhost', '127.0.0.1'].map((name) => `http://${name}:${config.ports.simulator}`) : []

/** The hosts whose pages that phone shows in its sheet. */
export const sheetOrigins = (config: Config): string[] =>
  hasSheet(config) ? [config.publicUrl, config.ballotUrl].map((url) => new URL(url).origin) : []
