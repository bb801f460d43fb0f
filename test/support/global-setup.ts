import type { TestProject } from 'vitest/node'
import { startTestCluster, type TestCluster } from './test-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testCluster: TestCluster
  }
}

// Each vitest project runs this file once, all in one process: they share one cluster, and the last one out stops it.
type Shared = { users: number; cluster: ReturnType<typeof startTestCluster> }
const holder = globalThis as typeof globalThis & { sucharitTestCluster?: Shared }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.sucharitTestCluster ??= { users: 0, cluster: startTestCluster() }
  const shared = holder.sucharitTestCluster
  shared.users += 1
  const { stop, ...cluster } = await shared.cluster
  project.provide('testCluster', cluster)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete holder.sucharitTestCluster
    await stop()
  }
}
