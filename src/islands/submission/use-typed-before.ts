/**
 * What was typed into a form before its island came alive, or filled in by the browser, is taken over. Such
 * a form has `method="dialog"`: sent before it is alive it goes nowhere, least of all into an address.
 */
import { type RefObject, useEffect } from 'react';

type Taken = Record<string, string>;

/** `take` gets the values of the form's named fields that are not empty, by name. Called once. */
export const useTypedBefore = (
  form: RefObject<HTMLFormElement | null>,
  take: (values: Taken) => void,
): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the values of the first moment are what counts.
  useEffect(() => {
    if (!form.current) return;
    const values: Taken = {};
    for (const [name, value] of new FormData(form.current))
      if (typeof value === 'string' && value !== '') values[name] = value;
    if (Object.keys(values).length > 0) take(values);
  }, []);
};
