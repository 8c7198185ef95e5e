// A day is written in one way, whatever the browser's own is; its calendar only helps to find one.
export function watchDates(): void {
  document.addEventListener('click', event => {
    const date = (event.target as Element).closest('[data-calendar]')?.closest('.en-date');
    const [field, calendar] = date?.querySelectorAll('input') ?? [];
    if (!field || !calendar) return;
    calendar.value = field.value;
    calendar.showPicker();
  });
  document.addEventListener('change', event => {
    const calendar = event.target as HTMLInputElement;
    const field = calendar.matches('.en-date > input[type=date]') ? calendar.closest('.en-date')!.querySelector('input') : null;
    if (!field) return;
    field.value = calendar.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });
}
