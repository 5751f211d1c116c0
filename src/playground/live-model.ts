/**
 * One model of `GET /v1/models`. This gateway's items carry everything; of another gateway's items the
 * id is certain, and what they do not tell stays unknown: nothing is made up.
 */
import { z } from 'zod';
import type { LiveModel } from '../domain/playground-api.ts';
import { type Protocol, protocols } from '../domain/protocol.ts';
import { usageKinds } from '../domain/usage.ts';

const modality = z.array(z.enum(['text', 'image', 'audio', 'pdf', 'video']));
const rates = z.object(
  Object.fromEntries(usageKinds.map((kind) => [kind, z.int().nonnegative()])) as Record<
    (typeof usageKinds)[number],
    z.ZodInt
  >,
);

const item = z.object({
  id: z.string().min(1).max(200),
  name: z.string().optional().catch(undefined),
  display_name: z.string().optional().catch(undefined),
  description: z.string().catch(''),
  kind: z.enum(['chat', 'embedding']).catch('chat'),
  protocols: z
    .array(z.enum(Object.keys(protocols) as [Protocol]))
    .optional()
    .catch(undefined),
  contextWindow: z.int().nullable().catch(null),
  maxOutput: z.int().nullable().catch(null),
  modality: z.object({ input: modality, output: modality }).catch({ input: [], output: [] }),
  caching: z.boolean().catch(false),
  rates: rates.nullable().catch(null),
  multiplier: z.string().nullable().catch(null),
  price: rates.nullable().catch(null),
  coming: z
    .object({ effectiveAt: z.string(), rates, multiplier: z.string(), price: rates })
    .nullable()
    .catch(null),
  testModel: z.boolean().catch(false),
});

/** Undefined for an item without an id. `spoken`: protocols of the gateway, for items that name none. */
export const liveModel = (value: unknown, spoken: Protocol[]): LiveModel | undefined => {
  const parsed = item.safeParse(value);
  if (!parsed.success) return undefined;
  const { name, display_name, protocols: own, ...rest } = parsed.data;
  return { ...rest, name: name ?? display_name ?? rest.id, protocols: own ?? spoken };
};
