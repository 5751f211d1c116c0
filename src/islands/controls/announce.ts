/** Says a sentence to screen readers, once. One polite region serves the page, so islands don't talk over each other. */
let region: HTMLElement | undefined;

export const announce = (sentence: string): void => {
  region ??= createRegion();
  region.textContent = '';
  // A region must be seen empty before it is filled, else the same sentence is not said twice.
  setTimeout(() => {
    if (region) region.textContent = sentence;
  }, 50);
};

const createRegion = (): HTMLElement => {
  const element = document.createElement('div');
  element.className = 'ctl-hidden';
  element.setAttribute('role', 'status');
  document.body.append(element);
  return element;
};
