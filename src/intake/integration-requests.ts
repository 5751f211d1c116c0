/** Requests for integration pages (D2): a public list, one vote per visitor. */
import {
  type IntegrationRequest,
  type IntegrationWish,
  type RedactedKinds,
  sameName,
} from '../domain/intake.ts';
import {
  addVote,
  type Db,
  findItem,
  findItemByName,
  type ItemRecord,
  listItems,
  votedItems,
} from '../storage/intake-items.ts';
import { createCleaner, refuseRawLog } from './clean-text.ts';
import { IntakeError } from './intake-error.ts';
import { closeness } from './name-search.ts';
import { addItem, addReply, newItem } from './new-item.ts';
import type { IntakeParts, Visitor } from './parts.ts';
import { shownRequest } from './shown.ts';
import { type Envelope, submit } from './submit.ts';

export type AskedFor = {
  request: IntegrationRequest;
  /** It had been asked for before: the vote was counted there, and the text added. */
  duplicate: boolean;
  redacted: RedactedKinds;
};

/** Enough for a list that people read; what is older and less wanted is found by searching. */
const mostShown = 500;

/** Most wanted first; with `search`, the closest names first. */
export const listRequests = async (
  parts: IntakeParts,
  visitor: Visitor,
  search?: string,
): Promise<IntegrationRequest[]> => {
  const { db } = parts.store;
  const items = (await listItems(db, { kind: 'integration_request', limit: mostShown })).filter(
    ({ status }) => status !== 'declined',
  );
  const voted = await votedItems(db, voterOf(parts, visitor));
  const shown = items.map((item) => shownRequest(item, voted.has(item.id)));
  if (search === undefined) return shown.sort((a, b) => b.votes - a.votes);
  return shown
    .map((request) => ({ request, score: closeness(search, request.name) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 8)
    .map(({ request }) => request);
};

export const askForPage = (
  parts: IntakeParts,
  envelope: Envelope,
  wish: IntegrationWish,
): Promise<AskedFor> =>
  submit(parts, {
    action: 'integration-request',
    form: 'integration-request',
    envelope,
    content: wish,
    prepare: async () => {
      refuseRawLog(wish.text, 'text');
      const { clean, found } = createCleaner();
      const content: IntegrationWish = {
        ...wish,
        name: await clean(wish.name),
        url: await clean(wish.url),
        text: await clean(wish.text),
      };
      const item = newItem(parts, {
        kind: 'integration_request',
        title: content.name,
        same_name: sameName(content.name),
        content,
      });
      return {
        bytes: JSON.stringify(content).length,
        store: async (db) => {
          const added = await addItem(parts, db, item, true);
          const kept = added ? item : await existing(db, item);
          await addVote(db, kept.id, voterOf(parts, envelope.visitor));
          if (!added && content.text) await addReply(parts, db, kept, 'visitor', content.text);
          const stored = (await findItem(db, kept.id)) ?? kept;
          return { request: shownRequest(stored, true), duplicate: !added, redacted: found() };
        },
      };
    },
  });

/** A second vote of the same visitor changes nothing. */
export const voteForPage = (
  parts: IntakeParts,
  envelope: Envelope,
  id: string,
): Promise<{ request: IntegrationRequest }> =>
  submit(parts, {
    action: 'integration-vote',
    form: 'integration-vote',
    envelope,
    content: { id },
    prepare: async () => ({
      bytes: 0,
      store: async (db) => {
        const item = await findItem(db, id);
        if (item?.kind !== 'integration_request') throw unknownRequest();
        await addVote(db, id, voterOf(parts, envelope.visitor));
        return { request: shownRequest((await findItem(db, id)) ?? item, true) };
      },
    }),
  });

const existing = async (db: Db, item: ItemRecord): Promise<ItemRecord> => {
  const found = await findItemByName(db, item.same_name ?? '');
  if (!found) throw new Error(`No item is called ${item.same_name}, and none could be added.`);
  return found;
};

/** Whoever has signed in votes as a user, everyone else as the network that they come from. */
const voterOf = (parts: IntakeParts, { userId, network }: Visitor): string =>
  parts.pseudonym(`voter ${userId ?? network}`);

const unknownRequest = (): IntakeError =>
  new IntakeError(
    'not_found',
    'There is no such request.',
    'Take an id from GET /api/integration-requests.',
  );
