/** What stands in an island's place while the gateway can't be reached. */
import { useState } from 'react';
import controls from '#content/i18n/en/controls.json' with { type: 'json' };
import text from '#content/i18n/en/gateway.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { $capabilities, isAway, renewCapabilities } from './capabilities.ts';

export const Away = () => {
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    await renewCapabilities();
    setAsking(false);
    if (isAway($capabilities.get())) announce(text['away.message']);
  };
  return (
    <Notice tone="warn" title={text['away.message']}>
      <p>{text['away.fix']}</p>
      <p className="ctl-notice-foot">
        <Button size="s" disabled={asking} onClick={() => void ask()}>
          {controls.retry}
        </Button>
      </p>
    </Notice>
  );
};
