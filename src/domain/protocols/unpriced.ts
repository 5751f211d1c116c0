/**
 * Members with which a request would be answered by another model than the one whose price it locks, or at
 * another price. An upstream that knows them would bill what no rate here covers.
 */
import type { Protocol } from '../protocol.ts';
import { type JsonObject, list, member, text } from './json-value.ts';

/** The member that is there, and why it can't be served; undefined when there is none. */
export const unpricedMember = (
  protocol: Protocol,
  body: JsonObject,
): { param: string; message: string } | undefined => {
  const other = otherModels.find((name) => list(body[name]).length > 0);
  if (other !== undefined) return { param: other, message: `${oneModel} Leave out ${other}.` };
  if (list(body.tools).some((tool) => text(member(tool, 'type')).startsWith('advisor_')))
    return { param: 'tools', message: `${oneModel} Leave out the advisor tool.` };
  const dearer = protocol === 'anthropic-messages' ? 'speed' : 'service_tier';
  return dearerValues[dearer].includes(text(body[dearer]))
    ? {
        param: dearer,
        message: `${dearer} asks for answers at a higher price than the model has here. Leave it out.`,
      }
    : undefined;
};

const oneModel = 'The gateway calls the model that "model" names, and no other.';

/**
 * Models to try when the first fails: https://openrouter.ai/docs/guides/routing,
 * https://docs.litellm.ai/docs/proxy/client_side_fallbacks,
 * https://platform.claude.com/docs/en/build-with-claude/refusals-and-fallback.
 */
const otherModels = ['models', 'fallbacks'];

/**
 * https://developers.openai.com/api/docs/guides/priority-processing,
 * https://platform.claude.com/docs/en/build-with-claude/fast-mode
 */
const dearerValues = { service_tier: ['priority', 'fast'], speed: ['fast'] };
