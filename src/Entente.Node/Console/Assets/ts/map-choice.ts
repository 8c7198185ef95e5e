// A choice on the map filters every table beside it: the address gets the choice, and the tables fetch themselves from that address.
import type htmx from 'htmx.org';

export type Choice = { port: string } | { from: string; to: string };

export function announceChoice(place: HTMLElement, svg: Element, choice: Choice): void {
  const address = new URL(location.href);
  const same = Object.entries(choice).every(([key, value]) => address.searchParams.get(key) === value);
  for (const key of ['port', 'from', 'to', 'older', 'newer']) address.searchParams.delete(key);
  if (!same) {
    for (const [key, value] of Object.entries(choice)) address.searchParams.set(key, value);
  }
  history.replaceState(null, '', address);

  showChoice(svg);

  const htmx_ = (window as unknown as { htmx?: typeof htmx }).htmx;
  for (const id of (place.dataset['filters'] ?? '').split(' ').filter(name => name)) {
    void htmx_?.ajax('get', address.pathname + address.search, { target: `#${id}`, select: `#${id}`, swap: 'outerHTML' });
  }
}

/** Marks what the address says is chosen, also when the map was drawn anew. */
export function showChoice(svg: Element): void {
  const query = new URL(location.href).searchParams;
  const [port, from, to] = ['port', 'from', 'to'].map(key => CSS.escape(query.get(key) ?? ''));
  svg.querySelectorAll('.en-chosen').forEach(mark => mark.classList.remove('en-chosen'));
  svg.querySelector(port ? `[data-port="${port}"]` : from && to ? `[data-from="${from}"][data-to="${to}"]` : 'none')?.classList.add('en-chosen');
}
