import { Modal, type ModalProps } from '@mantine/core'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { useFocusReturn } from './use-focus-return.ts'

/** A sheet above the page. */
export function Sheet(props: ModalProps) {
  const t = useWords(common)
  useFocusReturn(props.opened)
  return (
    <Modal
      centered
      returnFocus={false} // Mantine's own way fails a sheet that is not there when it is closed
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={{ header: { role: 'none' } }} // the page has its banner already
      {...props}
    />
  )
}
