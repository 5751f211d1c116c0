/** The operator's facts: keys, models, network, billing, docs. Answers of the FAQ state them, and tests prove them. */
export const factIds = [
  ...['K1', 'K2', 'K3', 'K4'],
  ...['M1', 'M2', 'M3', 'M4'],
  ...['N1', 'N2'],
  ...['B1', 'B2', 'B3', 'B3a', 'B3b', 'B3c'],
  ...['D1', 'D2', 'D3', 'D4'],
] as const;
