import { useLocalStorage } from '@mantine/hooks'

export type Device = 'phone' | 'pc'

/** LINE on a phone, or LINE for PC: that one has neither rich menus nor quick replies, and opens `altUri.desktop`. */
export function useDevice(): [Device, (device: Device) => void] {
  const [device, setDevice] = useLocalStorage<Device>({
    key: 'phone-device',
    defaultValue: 'phone',
    getInitialValueInEffect: false,
  })
  return [device === 'pc' ? 'pc' : 'phone', setDevice]
}
