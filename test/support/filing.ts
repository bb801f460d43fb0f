/** What every card needs beside its words before it may be approved. */
export const filing = {
  owner: 'ศูนย์ปฏิบัติการต่อต้านการทุจริต',
  itaItems: ['2564/i5'],
  basis: 'นโยบายงดรับของขวัญ (No Gift Policy)',
  reviewOn: '2027-09-30',
}
