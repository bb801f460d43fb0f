import { join } from 'node:path'
import type { Config } from '../config.ts'

/** Where the keys of open polls lie: made by the web process, used and destroyed by the ballot process. */
export const pollKeysFolder = ({ secretsDir }: Pick<Config, 'secretsDir'>): string => join(secretsDir, 'polls')
