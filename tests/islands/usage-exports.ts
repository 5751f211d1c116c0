/** What other programs write down of their usage: one call or two in the shape that each exports. */

const at = '2026-11-02T09:00:00';

/** https://openrouter.ai/docs/guides/features/logs */
export const openRouterCsv = `generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,api_key_name,app_name
gen-1793610000-NEpXKqXYIDjS7TmNrT9j,2026-11-02 09:00:00.000,0.0123,0,-0.001,0,0,10389,137,12,10000,anthropic/claude-sonnet-4.5,standard,false,true,,stop,stop,1530,420,ci,Cline`;

/** https://docs.litellm.ai/docs/proxy/cost_tracking */
export const liteLlmSpendLogs = JSON.stringify([
  {
    request_id: 'chatcmpl-9aae75ef',
    call_type: 'acompletion',
    api_key: '88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b',
    spend: 0.0123,
    total_tokens: 10526,
    prompt_tokens: 10389,
    completion_tokens: 137,
    startTime: `${at}.000000+00:00`,
    endTime: `${at}.900000+00:00`,
    completionStartTime: `${at}.420000+00:00`,
    model: 'claude-sonnet-4-5',
    model_id: 'cb41bc03f4c33d310019bae8c5afdb1af0a8f97b36a234405a9807614988457c',
    model_group: 'claude',
    cache_hit: 'False',
    cache_key: 'Cache OFF',
    metadata: {
      user_api_key_spend: 4.2,
      usage_object: { prompt_tokens: 10389, completion_tokens: 137, total_tokens: 10526 },
      additional_usage_values: { cache_creation_input_tokens: 0, cache_read_input_tokens: 10000 },
      cost_breakdown: { input_cost: 0.01, output_cost: 0.0023, total_cost: 0.0123 },
    },
  },
]);

const usage = {
  input_tokens: 389,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 10000,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: 137,
  service_tier: 'standard',
};

const claudeLine = (values: object, more: object = {}) =>
  JSON.stringify({
    parentUuid: null,
    isSidechain: false,
    sessionId: '560e7b12-79fb-4ec8-a2be-b44d4c93807d',
    version: '2.1.280',
    ...values,
    ...more,
  });

/** A session below ~/.claude/projects: a line for each block of an answer, with the same request id and usage. */
export const claudeCodeSession = (requestId: string) =>
  [
    JSON.stringify({ type: 'summary', summary: 'Reset of keys', leafUuid: 'd915d107' }),
    claudeLine({
      type: 'user',
      message: { role: 'user', content: 'How do I reset a key?' },
      uuid: '6c1d3f0a',
      timestamp: `${at}.100Z`,
    }),
    ...[1, 137].map((output_tokens) =>
      claudeLine({
        type: 'assistant',
        message: {
          model: 'claude-sonnet-4-5-20250929',
          id: 'msg_011CcoH5xCDQM1GAz8p3Fv1i',
          type: 'message',
          role: 'assistant',
          content: [{ type: 'text', text: 'In the console.' }],
          usage: { ...usage, output_tokens },
        },
        requestId,
        uuid: 'd915d108',
        timestamp: `${at}.900Z`,
      }),
    ),
    claudeLine({
      type: 'user',
      message: { role: 'user', content: [{ type: 'tool_result', content: 'ok' }] },
      toolUseResult: { totalTokens: 4, usage: { input_tokens: 1, output_tokens: 3 } },
      uuid: '6c1d3f0b',
      timestamp: `${at}.950Z`,
    }),
  ].join('\n');

const codexLine = (type: string, payload: object) =>
  JSON.stringify({ timestamp: `${at}.000Z`, type, payload });

const codexUsage = (input_tokens: number, cached_input_tokens: number, output_tokens: number) => ({
  input_tokens,
  cached_input_tokens,
  output_tokens,
  reasoning_output_tokens: 0,
  total_tokens: input_tokens + output_tokens,
});

/** A rollout below ~/.codex/sessions: sums of the session so far, and what the last call took. */
export const codexRollout = [
  codexLine('session_meta', { id: '0199-a1', cwd: '/srv/app' }),
  codexLine('turn_context', { cwd: '/srv/app', model: 'gpt-5.6' }),
  codexLine('event_msg', { type: 'token_count', info: null }),
  codexLine('event_msg', {
    type: 'token_count',
    info: {
      total_token_usage: codexUsage(24_864, 12_432, 353),
      last_token_usage: codexUsage(10_389, 10_000, 137),
      model_context_window: 258_400,
    },
  }),
].join('\n');

/** https://docs.helicone.ai/tools/export, with bodies. */
export const heliconeJsonl = JSON.stringify({
  response_id: 'a1',
  response_created_at: `${at}.900Z`,
  response_status: 200,
  request_id: 'f2f0f2b8-4ab1-4c3e-8d0f-1f8f1f0c1d9e',
  request_created_at: `${at}.000Z`,
  request_model: 'claude-sonnet-4-5',
  request_body: { model: 'claude-sonnet-4-5', max_tokens: 1024, max_completion_tokens: 1024 },
  provider: 'ANTHROPIC',
  total_tokens: 10526,
  prompt_tokens: 389,
  prompt_cache_write_tokens: 0,
  prompt_cache_read_tokens: 10000,
  completion_tokens: 137,
  costUSD: 0.0123,
});

/** https://langfuse.com/docs/api-and-data-platform/features/blob-storage-export-fields */
export const langfuseObservations = JSON.stringify({
  id: 'b3a1',
  trace_id: 't1',
  type: 'GENERATION',
  start_time: '2026-11-02 09:00:00.000000',
  end_time: '2026-11-02 09:00:00.900000',
  completion_start_time: '2026-11-02 09:00:00.420000',
  provided_model_name: 'claude-sonnet-4-5',
  input: 'How do I reset a key?',
  output: 'In the console.',
  usage_details: { input: 389, input_cached_tokens: 10000, output: 137, total: 10526 },
  cost_details: { input: 0.01, output: 0.0023, total: 0.0123 },
  total_cost: 0.0123,
});

/** The table of generations, exported in Langfuse's page. */
export const langfuseCsv = `id,name,startTime,endTime,completionStartTime,timeToFirstToken,scores,latency,totalTokens,inputTokens,outputTokens,inputCost,outputCost,totalCost,model,promptName,input,output,traceId
b3a1,chat,2026-11-02T09:00:00.000Z,2026-11-02T09:00:00.900Z,2026-11-02T09:00:00.420Z,0.42,,0.9,10526,10389,137,0.01,0.0023,0.0123,claude-sonnet-4-5,,How?,So.,t1`;

/** https://platform.openai.com/usage: sums of a minute, an hour or a day. */
export const openAiUsageCsv = `start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_uncached_tokens,input_cached_tokens,input_audio_tokens,output_audio_tokens
1793577600,1793664000,2026-11-02T00:00:00+00:00,2026-11-03T00:00:00+00:00,proj_1,3.0,,key_3QRC,gpt-5,False,default,15738,1482,5738,10000,0,0`;

/** The usage page of the Claude Console: sums of a day. */
export const anthropicUsageCsv = `usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed
2026-11-02,claude-sonnet-4-5-20250929,ci,Default,standard,≤ 200k,389,0,0,10000,137,0,global,standard`;

/** A list as APIs answer it, saved as it is. */
export const answerOfAnApi = `${JSON.stringify(
  {
    object: 'list',
    data: [
      {
        id: 'gen-1',
        created_at: `${at}Z`,
        model: 'claude-sonnet-4-5',
        usage: { prompt_tokens: 10389, completion_tokens: 137 },
      },
    ],
    has_more: false,
  },
  null,
  2,
)}\n`;
