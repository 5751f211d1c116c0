/**
 * Members with which a request would be answered by another model than the one whose price it locks, or at
 * another price. An upstream that knows them would bill what no rate here covers.
 */
import { type JsonObject, list, member, text } from './json-value.ts';

/** The member that is there, and why it can't be served; undefined when there is none. */
export const unpricedMember = (
  body: JsonObject,
): { param: string; message: string } | undefined => {
  const other = otherModels.find((name) => asksFor(body[name]));
  if (other !== undefined) return { param: other, message: `${oneModel} Leave out ${other}.` };
  if (list(body.tools).some((tool) => text(member(tool, 'type')).startsWith('advisor_')))
    return { param: 'tools', message: `${oneModel} Leave out the advisor tool.` };
  const dearer = Object.keys(atListPrice).find(
    (name) => asksFor(body[name]) && !atListPrice[name]?.includes(text(body[name])),
  );
  return dearer === undefined
    ? undefined
    : {
        param: dearer,
        message: `${dearer} asks for answers at another price than the model has here. Leave it out.`,
      };
};

const asksFor = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';

const oneModel = 'The gateway calls the model that "model" names, and no other.';

/**
 * Models to try when the first fails, as a list, or as a name for the vendor's own choice:
 * https://openrouter.ai/docs/guides/routing, https://docs.litellm.ai/docs/proxy/client_side_fallbacks,
 * https://platform.claude.com/docs/en/build-with-claude/refusals-and-fallback.
 */
const otherModels = ['models', 'fallbacks'];

/**
 * Values that cost what the model's rate says, or less, or that an operator has paid for beforehand. Any
 * other is refused, since vendors keep adding dearer ones, up to six times the rate:
 * https://developers.openai.com/api/docs/guides/fast-mode, https://console.groq.com/docs/service-tiers,
 * https://docs.aws.amazon.com/bedrock/latest/userguide/service-tiers-inference.html,
 * https://platform.claude.com/docs/en/build-with-claude/fast-mode,
 * https://platform.claude.com/docs/en/manage-claude/data-residency (a region costs a tenth more).
 */
const atListPrice: Record<string, readonly string[]> = {
  service_tier: [
    'auto',
    'default',
    'standard',
    'standard_only',
    'on_demand',
    'flex',
    'scale',
    'reserved',
  ],
  speed: ['standard'],
  inference_geo: ['global'],
};

/** Names of members that can bring in another model or another price. */
export const unpricedNames: readonly string[] = [...otherModels, ...Object.keys(atListPrice)];
