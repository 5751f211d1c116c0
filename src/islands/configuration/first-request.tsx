/** The command for the first request, and the wait until the gateway has it. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { useHydrated } from '../controls/use-hydrated.ts';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { $key, masked } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';
import { ArrivedRequest } from './arrived-request.tsx';
import { $setup } from './choice.ts';
import { InlineText } from './inline-text.tsx';
import type { ConfigurationProps } from './setup-configuration.tsx';
import { CommandSteps } from './setup-steps.tsx';
import { type SetupView, useSetupView, viewOf } from './setup-view.ts';
import { useWatch, type Watch } from './use-watch.ts';
import './configuration.css';

export const FirstRequest = ({ setups, origin }: Omit<ConfigurationProps, 'systems'>) => {
  const hydrated = useHydrated();
  const chosen = useStore($setup, { ssr: 'initial' });
  const view = useSetupView(setups, origin);
  return (
    <section className="cf" aria-label={text['watch.label']}>
      <CommandSteps view={view} step="request" />
      {!hydrated &&
        setups.map(
          (configured, index) =>
            index !== chosen && (
              <div key={configured.setup.name} className="cf-static" hidden>
                <p className="cf-name">{configured.setup.name}</p>
                <CommandSteps
                  view={viewOf(configured, { ...view.values, model: configured.model })}
                  step="request"
                />
              </div>
            ),
        )}
      <WatchCard view={view} />
    </section>
  );
};

const WatchCard = ({ view }: { view: SetupView }) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const held = useStore($key, { ssr: 'initial' });
  const { watch, start, stop } = useWatch(held?.secret);
  const known = capabilities.state === 'ready' ? capabilities.value : undefined;
  if (known && hasFeature(capabilities, 'requestLog') === false)
    return (
      <div className="cf-watch">
        <p>
          {text['watch.unsupported']} <a href={known.console}>{text['watch.unsupportedLink']}</a>
        </p>
      </div>
    );
  if (!held)
    return (
      <div className="cf-watch">
        <p>
          <InlineText markdown={text['watch.needKey']} />
        </p>
      </div>
    );
  const waiting = watch.phase === 'waiting';
  const { row } = watch;
  return (
    <div className="cf-watch" data-phase={watch.phase}>
      {row && (
        <ArrivedRequest row={row} secret={held.secret} meant={view.configured.setup.protocol} />
      )}
      {!row && (
        <p>
          {waiting && <span className="cf-pulse" aria-hidden="true" />}
          <strong>{text[waiting ? 'watch.waiting' : 'watch.idle']}</strong>{' '}
          <span>
            {waiting
              ? text['watch.waitingHint']
              : fill(text['watch.idleHint'], { masked: masked(held.secret) })}
          </span>
        </p>
      )}
      <Found watch={watch} baseUrl={view.shown.baseUrl} secret={held.secret} />
      <Button onClick={waiting ? stop : start}>
        {text[waiting ? 'watch.stop' : row ? 'watch.again' : 'watch.start']}
      </Button>
    </div>
  );
};

const Found = ({ watch, ...of }: { watch: Watch; baseUrl: string; secret: string }) => {
  if (watch.failure) return <FailureNotice failure={watch.failure} />;
  if (watch.phase === 'expired') return <p>{text['watch.expired']}</p>;
  return (
    <>
      {watch.away && <p role="status">{text['watch.away']}</p>}
      {watch.late && <Late {...of} />}
    </>
  );
};

const causes = ['started', 'url', 'key', 'reach', 'doctor'] as const;

const Late = ({ baseUrl, secret }: { baseUrl: string; secret: string }) => (
  <div className="cf-late" role="status">
    <p>{text['watch.late']}</p>
    <ul>
      {causes.map((cause) => (
        <li key={cause}>
          <InlineText
            markdown={fill(text[`watch.late.${cause}`], {
              baseUrl: `\`${baseUrl}\``,
              masked: `\`${masked(secret)}\``,
            })}
          />
        </li>
      ))}
    </ul>
  </div>
);
