import { join } from 'node:path'

/** The folder that a page of src/web is built into. */
export const webPage = (name: string): string => join(import.meta.dirname, '../../dist/web', name)
