/** A file as data: address, for a picture to be shown before it is sent. The page's policy allows no blob: addresses. */
export function readAsAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'))
    reader.readAsDataURL(file)
  })
}

export const readAsBase64 = async (file: File): Promise<string> => (await readAsAddress(file)).replace(/^[^,]*,/, '')
