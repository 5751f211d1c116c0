/** The one request that form, raw body, snippets, share link and Run all work on. */
import { atom } from 'nanostores';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { type ChatProtocol, protocols } from '../../domain/protocol.ts';
import { decodeShare, encodeShare, withoutKeys } from '../../domain/share-link.ts';
import { changeProtocol } from '../request/change-protocol.ts';
import { chatProtocols, type PlaygroundRequest } from '../request/request-body.ts';
import { fill } from '../text/fill.ts';
import { firstRequest } from './example-requests.ts';

export const $request = atom<PlaygroundRequest>(firstRequest);

/** Something the reader should know about how the request came to be; null when there is nothing. */
export const $note = atom<string | null>(null);

export const setRequest = (request: PlaygroundRequest): void => {
  $note.set(null);
  $request.set(request);
};

export const setProtocol = (protocol: ChatProtocol): void => {
  const { request, dropped } = changeProtocol($request.get(), protocol);
  $request.set(request);
  $note.set(
    dropped.length === 0
      ? null
      : fill(text['form.dropped'], {
          protocol: protocols[protocol].label,
          fields: dropped.join(', '),
        }),
  );
};

/** Takes up the request of a share link, from the address or from a click on such a link. */
export const takeFromHash = (): void => {
  const { hash } = window.location;
  if (!hash.startsWith('#r=')) return;
  const shared = decodeShare(hash);
  const protocol = chatProtocols.find((name) => name === shared?.protocol);
  if (shared && protocol) setRequest({ ...shared, protocol });
  else $note.set(text['share.damaged']);
};

export type ShareLink = { url: string; keyRemoved: boolean };

/** Puts the request into the address, so that reload and bookmark keep it, and answers the link. */
export const shareLink = (): ShareLink => {
  const request = $request.get();
  const url = new URL(window.location.href);
  url.hash = encodeShare(request);
  window.history.replaceState(window.history.state, '', url);
  return { url: url.href, keyRemoved: withoutKeys(request.body) !== request.body };
};
