/** What to do for a set-up, step by step, in the order of the page's Markdown form. */
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import type { CommandStep } from '../../domain/recipe-setup.ts';
import { useHydrated } from '../controls/use-hydrated.ts';
import { FieldTable } from './field-table.tsx';
import { InlineText } from './inline-text.tsx';
import { RecipeCode } from './recipe-code.tsx';
import { colouredLines } from './samples.ts';
import { type SetupView, viewOf } from './setup-view.ts';

export const SetupSteps = ({ view }: { view: SetupView }) => {
  const { setup } = view.configured;
  const { shown, keyed, sampled } = view;
  return (
    <div className="cf-steps">
      <CommandSteps view={view} step="install" />
      {setup.where && (
        <p>
          <InlineText markdown={setup.where} />
        </p>
      )}
      {shown.fields.length > 0 && <FieldTable fields={shown.fields} />}
      {shown.env && <ShellCode view={view} of={({ env }) => env} />}
      {shown.files.map(({ path, text: code }, index) => (
        <RecipeCode
          key={path}
          label={path}
          code={code}
          lines={linesOf(view, sampled.files[index]?.text ?? '', code)}
          keyed={keyed?.files[index]?.text ?? code}
          file={path.split(/[\\/]/).at(-1)}
        />
      ))}
      <OtherPaths view={view} />
      <CommandSteps view={view} step="set-up" />
      {setup.note && (
        <p>
          <InlineText markdown={setup.note} />
        </p>
      )}
    </div>
  );
};

export const CommandSteps = ({ view, step }: { view: SetupView; step: CommandStep }) =>
  view.shown.commands.map((command, index) =>
    command.step === step ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a command is its place
      <div className="cf-command" key={index}>
        {command.note && (
          <p>
            <InlineText markdown={command.note} />
          </p>
        )}
        <ShellCode view={view} of={({ commands }) => commands[index]?.text ?? ''} />
      </div>
    ) : null,
  );

type ShellCodeProps = { view: SetupView; of(rendered: SetupView['shown']): string };

/** For the reader's shell. Until the page has woken the other one is there as well, for readers without JavaScript. */
const ShellCode = ({ view, of }: ShellCodeProps) => {
  const hydrated = useHydrated();
  const code = of(view.shown);
  const other = viewOf(view.configured, { ...view.values, system: 'windows' });
  return (
    <>
      <RecipeCode
        label={text[`shell.${view.shown.shell}`]}
        code={code}
        lines={linesOf(view, of(view.sampled), code)}
        keyed={view.keyed ? of(view.keyed) : code}
      />
      {!hydrated && of(other.shown) !== code && (
        <div className="cf-static" hidden>
          <RecipeCode
            label={text['shell.powershell']}
            code={of(other.shown)}
            lines={linesOf(view, of(other.sampled), of(other.shown))}
            keyed={of(other.shown)}
          />
        </div>
      )}
    </>
  );
};

/** Where the files are on the other systems, for readers who can't choose one. */
const OtherPaths = ({ view: { configured } }: { view: SetupView }) => {
  const hydrated = useHydrated();
  if (hydrated) return null;
  return (configured.setup.files ?? []).map(({ path }) => {
    if (typeof path === 'string') return null;
    const others = (['macos', 'windows'] as const).filter(
      (system) => path[system] !== undefined && path[system] !== path.linux,
    );
    return others.length > 0 ? (
      <div key={path.linux ?? path.macos ?? path.windows} className="cf-static" hidden>
        <p>
          <InlineText
            markdown={others
              .map((system) => `${text[`system.${system}`]}: \`${path[system]}\``)
              .join(', ')}
          />
        </p>
      </div>
    ) : null;
  });
};

const linesOf = ({ configured: { samples }, values }: SetupView, sampled: string, code: string) =>
  colouredLines(samples, sampled, code, values);
