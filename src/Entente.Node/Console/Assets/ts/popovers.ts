// Details that open as cards: one at a time, closed by a click elsewhere, and placed so that no scrolling box cuts them off.
export function watchPopovers(): void {
  document.addEventListener('toggle', event => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.classList.contains('en-pop') || !details.open) return;
    for (const other of document.querySelectorAll<HTMLDetailsElement>('details.en-pop[open]')) {
      if (other !== details && !other.contains(details)) other.open = false;
    }
    place(details);
  }, true);

  document.addEventListener('click', event => {
    for (const open of document.querySelectorAll<HTMLDetailsElement>('details.en-pop[open]')) {
      if (!open.contains(event.target as Node)) open.open = false;
    }
  });

  // A live region does not close the form that somebody fills in it, nor empty a filter that is being typed; sending the form does.
  document.addEventListener('submit', event => {
    const card = (event.target as Element).closest<HTMLDetailsElement>('details.en-pop[open]');
    if (card) card.open = false;
  });
  document.addEventListener('htmx:beforeSwap', event => {
    const region = event.target as Element;
    const asked = (event as CustomEvent<{ requestConfig?: { elt?: Element } }>).detail.requestConfig?.elt;
    const typed = [...region.querySelectorAll<HTMLInputElement>('form[data-filter] input')].some(field => field.value !== field.defaultValue);
    if (region.querySelector('details.en-pop[open] form') || (typed && asked?.matches('[hx-trigger^="sse:"]'))) event.preventDefault();
  });

  const follow = (): void => document.querySelectorAll<HTMLDetailsElement>('details.en-pop[open]').forEach(place);
  addEventListener('scroll', follow, { passive: true, capture: true });
  addEventListener('resize', follow, { passive: true });
}

function place(details: HTMLDetailsElement): void {
  const card = details.querySelector<HTMLElement>(':scope > .en-pop-card');
  const anchor = details.querySelector('summary')?.getBoundingClientRect();
  if (!card || !anchor) return;
  card.classList.add('en-placed');
  const size = card.getBoundingClientRect();
  const margin = 8;
  const fromEnd = details.classList.contains('en-pop-end') !== (document.documentElement.dir === 'rtl');
  const left = fromEnd ? anchor.right - size.width : anchor.left;
  const below = anchor.bottom + 6;
  const top = below + size.height > innerHeight - margin && anchor.top > size.height + margin ? anchor.top - size.height - 6 : below;
  card.style.left = `${Math.max(margin, Math.min(left, document.documentElement.clientWidth - size.width - margin))}px`;
  card.style.top = `${top}px`;
}
