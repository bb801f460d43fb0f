/** A line of a settings page: what it is called there, what it must say, and the number under which docs/operate.md speaks of it. */
export type Row = {
  label: string
  step?: number
  control:
    | { kind: 'switch'; isOn: boolean }
    | { kind: 'choice'; options: string[]; chosen: string }
    | { kind: 'boxes'; options: string[]; chosen: string[] }
    | { kind: 'text'; value: string; button?: string }
    | { kind: 'secret'; button: string }
}

export type Sketch = {
  name: string
  site: 'LINE Official Account Manager' | 'LINE Developers Console'
  /** Where the page is found, from the first page of the site. */
  way: string[]
  tabs: string[]
  tab: string
  sections: { title: string; rows: Row[] }[]
}

const oaMenu = ['บัญชี', 'สิทธิ์', 'การตอบกลับ', 'Messaging API']
const botTabs = ['Basic settings', 'Messaging API', 'Security', 'Statistics', 'Roles']
const loginTabs = ['Basic settings', 'LINE Login', 'LIFF', 'Statistics', 'Roles']
const publicUrl = 'https://sucharit.หน่วยงาน.go.th'

/** Every setting that an operator touches at LINE, in the order of docs/operate.md. */
export const sketches: Sketch[] = [
  {
    name: 'oa-response',
    site: 'LINE Official Account Manager',
    way: ['บัญชีของหน่วยงาน', 'ตั้งค่า', 'การตอบกลับ'],
    tabs: oaMenu,
    tab: 'การตอบกลับ',
    sections: [
      {
        title: 'ฟีเจอร์ที่ใช้',
        rows: [
          { step: 1, label: 'แชท', control: { kind: 'switch', isOn: false } },
          { step: 2, label: 'ข้อความทักทายเพื่อนใหม่', control: { kind: 'switch', isOn: false } },
          { step: 3, label: 'Webhook', control: { kind: 'switch', isOn: true } },
          { step: 4, label: 'ข้อความตอบกลับอัตโนมัติ', control: { kind: 'switch', isOn: false } },
        ],
      },
    ],
  },
  {
    name: 'oa-groups',
    site: 'LINE Official Account Manager',
    way: ['บัญชีของหน่วยงาน', 'ตั้งค่า', 'บัญชี'],
    tabs: oaMenu,
    tab: 'บัญชี',
    sections: [
      {
        title: 'การใช้ฟีเจอร์',
        rows: [
          {
            step: 1,
            label: 'การเข้าร่วมแชท',
            control: {
              kind: 'choice',
              options: ['ไม่อนุญาตให้เข้าร่วมแชทกลุ่ม', 'อนุญาตให้เข้าร่วมแชทกลุ่ม'],
              chosen: 'อนุญาตให้เข้าร่วมแชทกลุ่ม',
            },
          },
        ],
      },
    ],
  },
  {
    name: 'console-secret',
    site: 'LINE Developers Console',
    way: ['ผู้ให้บริการ (Provider)', 'ช่อง Messaging API', 'Basic settings'],
    tabs: botTabs,
    tab: 'Basic settings',
    sections: [
      {
        title: 'Basic information',
        rows: [
          { label: 'Channel ID', control: { kind: 'text', value: '2000000001' } },
          { step: 1, label: 'Channel secret', control: { kind: 'secret', button: 'Issue' } },
        ],
      },
    ],
  },
  {
    name: 'console-webhook',
    site: 'LINE Developers Console',
    way: ['ผู้ให้บริการ (Provider)', 'ช่อง Messaging API', 'Messaging API'],
    tabs: botTabs,
    tab: 'Messaging API',
    sections: [
      {
        title: 'Webhook settings',
        rows: [
          { step: 1, label: 'Webhook URL', control: { kind: 'text', value: `${publicUrl}/webhook`, button: 'Verify' } },
          { step: 2, label: 'Use webhook', control: { kind: 'switch', isOn: true } },
          { step: 3, label: 'Webhook redelivery', control: { kind: 'switch', isOn: true } },
        ],
      },
      {
        title: 'LINE Official Account features',
        rows: [
          {
            step: 4,
            label: 'Allow bot to join group chats',
            control: { kind: 'text', value: 'Enabled', button: 'Edit' },
          },
          { step: 5, label: 'Auto-reply messages', control: { kind: 'text', value: 'Disabled', button: 'Edit' } },
          { step: 6, label: 'Greeting messages', control: { kind: 'text', value: 'Disabled', button: 'Edit' } },
        ],
      },
      {
        title: 'Channel access token',
        rows: [{ step: 7, label: 'Channel access token (long-lived)', control: { kind: 'secret', button: 'Issue' } }],
      },
    ],
  },
  {
    name: 'console-login',
    site: 'LINE Developers Console',
    way: ['ผู้ให้บริการเดียวกัน (Provider)', 'ช่อง LINE Login', 'Basic settings'],
    tabs: loginTabs,
    tab: 'Basic settings',
    sections: [
      {
        title: 'Basic information',
        rows: [
          {
            step: 1,
            label: 'สถานะของช่อง (ใต้ชื่อช่อง)',
            control: { kind: 'choice', options: ['Developing', 'Published'], chosen: 'Published' },
          },
          { step: 2, label: 'Channel ID', control: { kind: 'text', value: '2000000002' } },
          { step: 3, label: 'Channel secret', control: { kind: 'secret', button: 'Issue' } },
          {
            step: 4,
            label: 'Linked LINE Official Account',
            control: { kind: 'text', value: 'บัญชีของหน่วยงาน', button: 'Edit' },
          },
        ],
      },
    ],
  },
  {
    name: 'console-liff',
    site: 'LINE Developers Console',
    way: ['ผู้ให้บริการเดียวกัน (Provider)', 'ช่อง LINE Login', 'LIFF', 'Add'],
    tabs: loginTabs,
    tab: 'LIFF',
    sections: [
      {
        title: 'Basic information',
        rows: [
          { step: 1, label: 'LIFF app name', control: { kind: 'text', value: 'สุจริต' } },
          {
            step: 2,
            label: 'Size',
            control: { kind: 'choice', options: ['Compact', 'Tall', 'Full'], chosen: 'Full' },
          },
          { step: 3, label: 'Endpoint URL', control: { kind: 'text', value: `${publicUrl}/liff/` } },
          {
            step: 4,
            label: 'Scopes',
            control: {
              kind: 'boxes',
              options: ['openid', 'email', 'profile', 'chat_message.write'],
              chosen: ['openid'],
            },
          },
          {
            step: 5,
            label: 'Add friend option',
            control: { kind: 'choice', options: ['On (normal)', 'On (aggressive)', 'Off'], chosen: 'On (normal)' },
          },
        ],
      },
      {
        title: 'Options',
        rows: [
          { label: 'Scan QR', control: { kind: 'switch', isOn: false } },
          { step: 6, label: 'Share target picker', control: { kind: 'switch', isOn: true } },
        ],
      },
    ],
  },
  {
    name: 'console-callback',
    site: 'LINE Developers Console',
    way: ['ผู้ให้บริการเดียวกัน (Provider)', 'ช่อง LINE Login', 'LINE Login'],
    tabs: loginTabs,
    tab: 'LINE Login',
    sections: [
      {
        title: 'Web app',
        rows: [
          { step: 1, label: 'Use LINE Login in your web app', control: { kind: 'switch', isOn: true } },
          {
            step: 2,
            label: 'Callback URL',
            control: { kind: 'text', value: `${publicUrl}/sign-in/line`, button: 'Edit' },
          },
        ],
      },
    ],
  },
]
