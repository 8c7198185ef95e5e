// Rows that open: by click, by Enter, and with j and k from one to the next.
export function watchRows(): void {
  document.addEventListener('click', event => {
    const target = event.target as Element;
    const row = target.closest<HTMLTableRowElement>('tr[data-href]');
    if (!row || target.closest('a, button, input, select, label, details, summary') || getSelection()?.type === 'Range') return;
    follow(row, event.ctrlKey || event.metaKey);
  });
}

/** A live region that renews itself does not take the row from under the keyboard. */
export function keepRow(): void {
  let held: string | undefined;
  for (const before of ['htmx:beforeSwap', 'htmx:sseBeforeMessage']) {
    document.addEventListener(before, () => held = document.activeElement?.closest<HTMLElement>('tr[data-href]')?.dataset['href']);
  }
  document.addEventListener('htmx:afterSwap', () => {
    if (held && document.activeElement === document.body) {
      document.querySelector<HTMLElement>(`main tr[data-href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
    }
  });
}

export function moveRow(step: 1 | -1): boolean {
  const current = document.activeElement?.closest<HTMLTableRowElement>('tr[data-href]') ?? null;
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('main tbody > tr[data-href]')].filter(row => row.checkVisibility());
  const at = current ? rows.indexOf(current) + step : step === 1 ? 0 : rows.length - 1;
  const next = rows[Math.max(0, Math.min(rows.length - 1, at))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

export function openRow(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLTableRowElement) || !target.dataset['href']) return false;
  follow(target, false);
  return true;
}

function follow(row: HTMLTableRowElement, aside: boolean): void {
  const href = row.dataset['href'];
  if (!href) return;
  const link = row.querySelector<HTMLAnchorElement>('a.en-row-link');
  if (aside) open(href, '_blank', 'noopener');
  else if (link) link.click();
  else location.assign(href);
}
