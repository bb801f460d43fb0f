import { createSecrets } from '../../../../src/platform/secrets/secrets.ts'

// Makes 50 keys at the moment it is told to, and says which they are.
process.once('message', () => {
  const secrets = createSecrets(process.argv[2] as string)
  const keys = Array.from({ length: 50 }, (_, n) => secrets.lasting(`key-${n}`).toString('hex'))
  process.send?.(keys.join(' '), () => process.exit(0))
})
process.send?.('ready')
