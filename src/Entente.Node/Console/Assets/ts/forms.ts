// Forms: the theme changes without a reload, empty filters leave the address, unsaved words are not lost, and failed requests say so.
export function watchForms(): void {
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (form.matches('[data-theme-form]')) {
      event.preventDefault();
      void changeTheme(form, event.submitter as HTMLButtonElement);
    }
    if (form.matches('[data-filter]')) {
      for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')) {
        if (field.name && field.value === '') field.disabled = true;
      }
    }
    form.removeAttribute('data-touched');
  }, true);

  document.addEventListener('input', event => {
    const form = (event.target as Element).closest('form[method="post"][data-guard]');
    form?.setAttribute('data-touched', '');
  });
  addEventListener('beforeunload', event => {
    if (document.querySelector('form[data-touched]')) event.preventDefault();
  });

  document.addEventListener('change', event => {
    const field = event.target as HTMLElement;
    if (field instanceof HTMLSelectElement && field.form?.matches('[data-filter]')) field.form.requestSubmit();
  });

  document.addEventListener('htmx:responseError', () => announce('request-refused'));
  document.addEventListener('htmx:sendError', () => announce('request-lost'));

  const summary = document.querySelector<HTMLElement>('.en-errors');
  summary?.focus();
}

async function changeTheme(form: HTMLFormElement, pressed: HTMLButtonElement): Promise<void> {
  const answer = await fetch(form.action, { method: 'POST', body: new FormData(form, pressed), redirect: 'manual' });
  if (answer.type !== 'opaqueredirect' && !answer.ok) {
    form.submit();
    return;
  }
  document.documentElement.dataset['theme'] = pressed.value;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === pressed));
  document.dispatchEvent(new Event('entente:theme'));
}

/** Shows one of the toasts that the page carries as templates, in the officer's language. */
export function announce(name: string): void {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-toast="${name}"]`);
  const place = document.querySelector('.en-toasts');
  if (template && place) place.replaceChildren(template.content.cloneNode(true));
}
