/** Makes an element. Text is set as text, so nothing in it becomes markup. */
type Attributes = Record<string, string | boolean | undefined>;

export const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (typeof value === 'string') made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};

export const button = (
  label: string,
  look: 'plain' | 'primary' | 'quiet',
  onClick?: () => void,
): HTMLButtonElement => {
  const made = element(
    'button',
    {
      type: onClick ? 'button' : 'submit',
      class: 'ctl-button',
      'data-look': look,
      'data-size': 's',
    },
    label,
  );
  if (onClick) made.addEventListener('click', onClick);
  return made;
};
