// An open map follows the trade: told that something came in, it fetches its figures again and draws them where it stands.
import type { Flow, Picture } from './map-play';

const breath = 5_000;

/** Calls with newer figures whenever the page's stream says that there are some, at most once a breath and one at a time. */
export function follow(place: HTMLElement, endpoint: string, take: (picture: unknown) => void): void {
  const told = place.dataset['follow'];
  if (!told) return;
  let due = 0;
  let last = Date.now();
  const fetchNow = async (): Promise<void> => {
    last = Date.now();
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer?.ok && place.isConnected) take(await answer.json());
    due = 0;
  };
  document.addEventListener(told, () => {
    if (due || document.hidden || !place.isConnected) return;
    due = window.setTimeout(() => void fetchNow(), Math.max(0, last + breath - Date.now()));
  });
}

/** The same figures in the table beneath. */
export function renewTable(place: HTMLElement, picture: Picture): void {
  const body = place.querySelector('tbody');
  if (!body) return;
  const names = new Map(picture.ports.map(port => [port.code, port.name]));
  const words = new Map([...place.querySelectorAll<HTMLElement>('.en-map-key')].map(key => [key.dataset['tone'], key.textContent.trim()]));
  const flows = picture.flows.toSorted((a, b) => b.volume - a.volume).slice(0, Number(place.dataset['rows']));
  body.replaceChildren(...flows.map(flow => {
    const row = document.createElement('tr');
    const address = new URL(location.href);
    address.searchParams.set('from', flow.from);
    address.searchParams.set('to', flow.to);
    const link = document.createElement('a');
    link.href = address.pathname + address.search;
    link.textContent = names.get(flow.from) ?? flow.from;
    row.insertCell().append(link);
    row.insertCell().textContent = names.get(flow.to) ?? flow.to;
    const volume = row.insertCell();
    volume.className = 'en-end';
    volume.textContent = figure(flow.volume);
    if (flow.simulated > 0) {
      const part = document.createElement('small');
      part.textContent = simulatedOf(place, flow);
      volume.append(document.createElement('br'), part);
    }
    row.insertCell().textContent = words.get(flow.state) ?? '';
    return row;
  }));
}

/** How much of what the map shows is made up; nothing where none is. */
export function renewSimulated(place: HTMLElement, flows: Flow[]): void {
  const mark = place.querySelector<HTMLElement>('[data-map-simulated]');
  if (!mark) return;
  const simulated = sum(flows, 'simulated');
  mark.hidden = simulated === 0;
  mark.lastElementChild!.textContent = (mark.dataset['words'] ?? '').replace('{0}', figure(simulated)).replace('{1}', figure(sum(flows, 'volume')));
}

/** For example "12 simulated". */
export const simulatedOf = (place: HTMLElement, flow: Flow): string => (place.dataset['simulated'] ?? '').replace('{0}', figure(flow.simulated));

const sum = (flows: Flow[], of: 'volume' | 'simulated'): number => flows.reduce((total, flow) => total + flow[of], 0);

const figure = (number: number): string => number.toLocaleString(document.documentElement.lang);
