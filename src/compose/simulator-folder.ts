import { join } from 'node:path'
import type { Config } from '../config.ts'

/** The people, groups and ledger of the simulator. */
export const simulatorFolder = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'simulator')
