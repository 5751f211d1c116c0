/**
 * Keeps a reader's place when what has the focus is taken away, such as a button that has done its work:
 * the focus goes to the first control of what stood around it. It is the `ref` of an island's root. What an
 * island focuses itself comes first.
 */
export const keepFocus = (root: HTMLElement | null): (() => void) | undefined => {
  if (!root) return undefined;
  /** What has the focus, and the elements around it up to the root. */
  let around: Element[] = [];

  const remember = ({ target }: FocusEvent): void => {
    around = target instanceof Element ? pathTo(root, target) : [];
  };
  const forget = ({ target }: FocusEvent): void =>
    // Browsers tell of a removal as of a leaving; by then the element is gone.
    queueMicrotask(() => {
      if (around[0] === target && around[0]?.isConnected) around = [];
    });
  const isLost = (): boolean =>
    around[0]?.isConnected === false && document.activeElement === document.body;
  const mend = (): void => {
    if (isLost()) requestAnimationFrame(() => isLost() && firstControl(around)?.focus());
  };

  const removals = new MutationObserver(mend);
  removals.observe(root, { childList: true, subtree: true });
  root.addEventListener('focusin', remember);
  root.addEventListener('focusout', forget);
  return () => {
    removals.disconnect();
    root.removeEventListener('focusin', remember);
    root.removeEventListener('focusout', forget);
  };
};

const pathTo = (root: Element, element: Element): Element[] => {
  const path = [element];
  for (let at = element; at !== root && at.parentElement; at = at.parentElement)
    path.push(at.parentElement);
  return path;
};

const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';

const firstControl = (around: readonly Element[]): HTMLElement | undefined =>
  around
    .filter((element) => element.isConnected)
    .flatMap((element) => [...element.querySelectorAll<HTMLElement>(controls)])
    .find(
      (control) =>
        control.tabIndex >= 0 && !control.matches(':disabled') && control.checkVisibility(),
    );
