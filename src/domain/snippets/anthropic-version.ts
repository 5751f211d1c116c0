/** The `anthropic-version` that samples send: https://docs.anthropic.com/en/api/versioning. */
export const anthropicVersion = '2023-06-01';
