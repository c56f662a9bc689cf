/** All comparison operators of the flow language; And, Or and Not are refused (docs/amazon-connect.md#flow-documents [L PAC]). */
export const operators = [
  'Equals',
  'TextStartsWith',
  'TextEndsWith',
  'TextContains',
  'NumberGreaterThan',
  'NumberGreaterOrEqualTo',
  'NumberLessThan',
  'NumberLessOrEqualTo',
  'KeyExists',
] as const;

export type FlowOperator = (typeof operators)[number];
