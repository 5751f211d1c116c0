/** Narrows the overview of integrations down; what is chosen stands in the address, so that it can be shared. */

export const defineIntegrationTable = (): void => {
  if (!customElements.get('integration-table'))
    customElements.define('integration-table', IntegrationTable);
};

class IntegrationTable extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form) return;
    fillForm(form, new URLSearchParams(location.search));
    form.addEventListener('input', () => {
      this.filter(form);
      writeAddress(form);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    this.filter(form);
  }

  filter(form: HTMLFormElement): void {
    const chosen = new FormData(form);
    const value = (name: string) => String(chosen.get(name) ?? '');
    const words = value('q').toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of this.querySelectorAll('li')) {
      const { protocols = '', kind, proof, search = '' } = row.dataset;
      const text = `${row.textContent} ${search}`.toLowerCase();
      const fits =
        words.every((word) => text.includes(word)) &&
        (!value('protocol') || protocols.split(' ').includes(value('protocol'))) &&
        (!value('kind') || kind === 'any' || kind === value('kind')) &&
        (!value('run') || proof === 'run');
      row.hidden = !fits;
      if (fits) shown++;
    }
    const none = this.querySelector<HTMLElement>('.none');
    if (none) none.textContent = shown > 0 ? '' : (none.dataset.text ?? '');
  }
}

const fillForm = (form: HTMLFormElement, query: URLSearchParams): void => {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type === 'checkbox')
      field.checked = query.get(field.name) === field.value;
    else if (field instanceof HTMLInputElement) field.value = query.get(field.name) ?? '';
    else if (field instanceof HTMLSelectElement)
      field.value = offered(field, query.get(field.name));
  }
};

/** What is no choice of this list, as in a mistyped address, is none at all. */
const offered = (field: HTMLSelectElement, value: string | null): string =>
  [...field.options].find((option) => option.value === value)?.value ?? '';

const writeAddress = (form: HTMLFormElement): void => {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value !== '') query.set(name, value);
  const search = query.size > 0 ? `?${query}` : location.pathname;
  history.replaceState(null, '', search);
};
