/** `GET /v1/key`: what the calling key is, may do, has used and has left. */
import { maskKey } from '../domain/key.ts';
import type { KeyInfo } from '../domain/request-log.ts';
import { findAccount } from '../storage/accounts.ts';
import { type Caller, keyUsage } from '../storage/keys.ts';
import { answerJson } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayParts } from './parts.ts';

export const describeKey = async (
  parts: GatewayParts,
  exchange: Exchange,
  { key, group, catalogueRevision }: Caller,
): Promise<void> => {
  await parts.catalogue.refresh(catalogueRevision);
  const account = await findAccount(parts.store, key.accountId);
  if (!account) throw new Error(`The account of ${key.id} is missing.`);
  const usage = await keyUsage(parts.store, key.id);
  const multiplier = parts.catalogue.multiplier(group.id, exchange.startedAt);
  const info: KeyInfo = {
    object: 'key',
    id: key.id,
    label: key.label,
    masked: maskKey(key.lastFour),
    status: key.status,
    createdAt: new Date(key.createdAt).toISOString(),
    group: {
      id: group.id,
      description: group.description,
      scope: group.scope,
      multiplier: multiplier.now,
      comingMultiplier: multiplier.coming && {
        multiplier: multiplier.coming.multiplier,
        effectiveAt: new Date(multiplier.coming.effectiveAt).toISOString(),
      },
      limits: group.limits,
    },
    usage,
    balance: account.balance,
    reserved: account.reserved,
    available: account.balance - account.reserved,
  };
  answerJson(exchange, 200, info);
};
