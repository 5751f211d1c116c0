/** Run, which is Stop while a request runs, and Share. One button, so that the focus stays where it is. */
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { copyText } from '../controls/copy-button.tsx';
import { shareLink } from './request-store.ts';
import { isRunning } from './run.ts';
import { $shown, stopRun } from './runs.ts';

export type RunBarProps = { canRun: boolean; ready: boolean; onRun(): void };

export const RunBar = ({ canRun, ready, onRun }: RunBarProps) => {
  const running = isRunning(useStore($shown, { ssr: 'initial' }));
  const [said, setSaid] = useState<string | null>(null);
  const share = async () => {
    const { url, keyRemoved } = shareLink();
    const copied = await copyText(url);
    const sentence = !copied
      ? text['share.shown']
      : text[keyRemoved ? 'share.copiedRedacted' : 'share.copied'];
    setSaid(sentence);
    announce(sentence);
  };
  return (
    <div className="pg-runbar">
      <Button
        look={running ? 'danger' : 'primary'}
        className="pg-run"
        disabled={!running && !canRun}
        onClick={running ? stopRun : onRun}
      >
        {running && <span className="pg-stop-mark" aria-hidden="true" />}
        {running ? text['run.stop'] : text.run}
      </Button>
      {!running && (
        <span className="pg-keys" aria-hidden="true">
          {text['run.keys']}
        </span>
      )}
      <span className="pg-said">{said ?? (ready && !canRun ? text['run.noKey'] : null)}</span>
      <Button look="quiet" size="s" disabled={!ready} onClick={share}>
        {text.share}
      </Button>
    </div>
  );
};
