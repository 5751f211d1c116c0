/** Bodies that the endpoints take, as a place to begin from. */

const model = 'faults/fine';
const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
];

/** By path. */
export const bodies: Record<string, object> = {
  '/v1/chat/completions': {
    model,
    messages,
    max_tokens: 20,
    n: 1,
    stream: true,
    stream_options: { include_usage: true },
    tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }],
  },
  '/v1/messages': {
    model,
    max_tokens: 20,
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'look', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'Seen' }] },
      {
        role: 'user',
        content: [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }],
      },
    ],
    thinking: { type: 'enabled', budget_tokens: 10 },
  },
  '/v1/responses': {
    model,
    input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
    max_output_tokens: 20,
    stream: false,
  },
  '/v1/messages/count_tokens': { model, messages: [{ role: 'user', content: 'Hi' }] },
  '/v1/embeddings': { model, input: ['Hi', 'there'] },
  '/api/keys/test': { key: 'sk-', model, baseUrl: 'http://localhost/v1', symptom: '401' },
  '/api/billing/explain': { status: 200, family: 'openai', streamed: true, shown: false },
  '/api/spend/reconcile': {
    zones: 'known',
    rows: [
      { line: 1, at: 1_767_225_600_000, model, input: 7, output: 13, cacheRead: 0, cacheWrite: 0 },
    ],
  },
  '/api/feedback': { page: '/faq/', helpful: true, text: 'Fine.', quote: 'It is.', altcha: 'e30=' },
  '/api/integration-requests': { name: 'App', url: 'https://example.com', altcha: 'e30=' },
  '/api/security-reports': { ciphertext: '-----BEGIN AGE ENCRYPTED FILE-----', altcha: 'e30=' },
  '/api/tickets': { subject: 'Help', text: 'Please.', requestIds: ['req_1'] },
  '/api/console/keys': { label: 'Laptop', group: 'faults' },
  '/api/auth/sign-in/email': { email: 'a@example.com', password: 'password-password' },
  '/api/auth/sign-up/email': { email: 'b@example.com', password: 'password-password', name: 'B' },
  '/api/sandbox': {},
};
