/** Takes a sandbox key at the press of a button, and keeps whether that runs and why it failed. */
import { useState } from 'react';
import text from '#content/i18n/en/key.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import type { Failure } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import { masked } from './held-key.ts';
import { takeSandboxKey } from './sandbox-key.ts';

export type SandboxKey = { taking: boolean; failure: Failure | null; take(): Promise<void> };

export const useSandboxKey = (): SandboxKey => {
  const [taking, setTaking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async () => {
    setTaking(true);
    setFailure(null);
    const answer = await takeSandboxKey();
    setTaking(false);
    if (answer.ok) announce(fill(text.held, { masked: masked(answer.value.secret) }));
    else setFailure(answer.failure);
  };
  return { taking, failure, take };
};
