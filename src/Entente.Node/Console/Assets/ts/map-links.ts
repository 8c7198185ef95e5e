// Partners on the map: a double line to each, with how many messages went and came in the last hour and how many wait. The same figures stand in the table beneath.
import type { Link, Picture } from './map-play';

type Point = [number, number];
type Make = (name: string, attributes: Record<string, string>) => SVGElement;

const bend = 0.16;
const known = new Map<string, number>();

/** Draws every partner's line anew. What grew since it was drawn last is lit for a moment. */
export function drawLinks(place: HTMLElement, picture: Picture, projection: (at: Point) => Point | null, element: Make, scale: number): SVGElement[] {
  const ports = new Map(picture.ports.map(port => [port.code, port]));
  const project = (code: string): Point | null => {
    const port = ports.get(code);
    return port ? projection([port.longitude, port.latitude]) : null;
  };
  const own = new Set<string>();
  return picture.links.flatMap(link => {
    const [from, to] = [project(link.from), project(link.to)];
    if (!from || !to) return [];
    const [middle, control] = bulge(from, to);
    const d = `M${from.join(' ')}Q${control.join(' ')} ${to.join(' ')}`;
    const sum = link.sent + link.received;
    const grown = sum > (known.get(link.to) ?? sum) ? ' en-grown' : '';
    known.set(link.to, sum);
    const line = element('g', { class: `en-map-link en-${link.state.toLowerCase()}${grown}`, 'data-link': link.to });
    line.append(
      element('path', { class: 'en-map-link-edge', d, 'stroke-width': String(4.6 * Math.sqrt(scale)) }),
      element('path', { class: 'en-map-link-core', d, 'stroke-width': String(2.2 * Math.sqrt(scale)) }),
      ...[link.from, link.to].filter(code => !own.has(code)).map(code => {
        own.add(code);
        const [x, y] = project(code) ?? from;
        const side = 8 * Math.sqrt(scale);
        return element('rect', { class: 'en-map-node', x: String(x - side / 2), y: String(y - side / 2), width: String(side), height: String(side), transform: `rotate(45 ${x} ${y})` });
      }),
      label(place, link, middle, element, scale));
    const title = element('title', {});
    title.textContent = `${link.name}: ${words(place, link)}`;
    line.append(title);
    return [line];
  });
}

/** The same figures in the table beneath. */
export function renewLinks(place: HTMLElement, picture: Picture): void {
  place.querySelectorAll<HTMLElement>('[data-map-links]').forEach(part => part.hidden = picture.links.length === 0);
  const body = place.querySelector('[data-map-links] tbody');
  if (!body) return;
  const number = (value: number): string => value.toLocaleString(document.documentElement.lang);
  body.replaceChildren(...picture.links.map(link => {
    const row = document.createElement('tr');
    const name = document.createElement('th');
    name.scope = 'row';
    name.textContent = link.name;
    row.append(name);
    for (const value of [link.sent, link.received, link.waiting]) {
      const cell = row.insertCell();
      cell.className = 'en-end';
      cell.textContent = number(value);
    }
    row.insertCell().textContent = place.dataset[`link${link.state}`] ?? '';
    return row;
  }));
}

function bulge([x1, y1]: Point, [x2, y2]: Point): [Point, Point] {
  const control: Point = [(x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - Math.abs(x2 - x1) * bend];
  return [[(x1 + x2 + 2 * control[0]) / 4, (y1 + y2 + 2 * control[1]) / 4], control];
}

function words(place: HTMLElement, link: Link): string {
  const fill = (form: string | undefined, ...values: number[]): string =>
    (form ?? '').replace(/\{(\d)\}/g, (_, at: string) => values[Number(at)]?.toLocaleString(document.documentElement.lang) ?? '');
  const moved = fill(place.dataset['linkMoved'], link.sent, link.received);
  return link.waiting > 0 ? `${moved}, ${fill(place.dataset['linkWaits'], link.waiting)}` : moved;
}

function label(place: HTMLElement, link: Link, [x, y]: Point, element: Make, scale: number): SVGElement {
  const text = `${link.to}  ${words(place, link)}`;
  const [wide, high] = [(text.length * 5.6 + 12) * scale, 17 * scale];
  const made = element('g', { class: 'en-map-link-label' });
  const letters = element('text', { x: String(x), y: String(y + 3.7 * scale), 'font-size': String(10.5 * scale), 'text-anchor': 'middle' });
  letters.textContent = text;
  made.append(element('rect', { x: String(x - wide / 2), y: String(y - high / 2), width: String(wide), height: String(high), rx: String(3 * scale) }), letters);
  return made;
}
