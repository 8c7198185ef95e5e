// The flow map: land, ports and arcs whose width is volume and whose colour is state. The same figures stand in the table beneath it.
import { geoBounds, geoEqualEarth, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { announceChoice, type Choice } from './map-choice';

interface Port { code: string; name: string; latitude: number; longitude: number }
interface Flow { from: string; to: string; volume: number; state: string }
interface Picture { ports: Port[]; flows: Flow[]; frames: { at: string; flows: Flow[] }[] }

const width = 960;
const height = 440;
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

document.querySelectorAll<HTMLElement>('[data-map]').forEach(start);
document.addEventListener('entente:maps', () => document.querySelectorAll<HTMLElement>('[data-map]:not([data-drawn])').forEach(start));

function start(place: HTMLElement): void {
  place.dataset['drawn'] = '';
  void draw(place);
}

async function draw(place: HTMLElement): Promise<void> {
  const canvas = place.querySelector<HTMLElement>('.en-map-canvas');
  const { world, endpoint } = place.dataset;
  if (!canvas || !world || !endpoint) return;
  const answers = await Promise.all([fetch(world), fetch(endpoint)]);
  if (answers.some(answer => !answer.ok)) {
    place.querySelector<HTMLElement>('[data-map-lost]')!.hidden = false;
    return;
  }
  const [atlas, picture] = await Promise.all(answers.map(answer => answer.json())) as [Topology, Picture];

  const projection = geoEqualEarth().rotate([-11, 0]).precision(0.1);
  projection.fitExtent([[16, 16], [width - 16, height - 16]], { type: 'MultiPoint', coordinates: extent(place, picture) });
  const path = geoPath(projection);

  const svg = element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': place.dataset['label'] ?? '' });
  const land = feature(atlas, atlas.objects['countries']!) as GeoPermissibleObjects;
  svg.append(element('path', { class: 'en-map-land', d: path(land) ?? '' }));
  const arcs = element('g', {});
  svg.append(arcs);

  const ports = new Map(picture.ports.map(port => [port.code, port]));
  const most = Math.max(1, ...picture.flows.map(flow => flow.volume));
  const choose = (choice: Choice): void => announceChoice(place, svg, choice);

  const show = (flows: Flow[]): void => arcs.replaceChildren(...flows.toSorted((a, b) => a.volume - b.volume).flatMap(flow => {
    const from = ports.get(flow.from);
    const to = ports.get(flow.to);
    if (!from || !to) return [];
    const d = path({ type: 'LineString', coordinates: [[from.longitude, from.latitude], [to.longitude, to.latitude]] });
    const arc = element('path', { class: `en-map-arc en-${flow.state.toLowerCase()}`, d: d ?? '', 'stroke-width': String(0.75 + 4.5 * Math.sqrt(flow.volume / most)), 'data-from': flow.from, 'data-to': flow.to });
    arc.append(title(`${from.name} → ${to.name}: ${flow.volume.toLocaleString(document.documentElement.lang)}`));
    arc.addEventListener('click', () => choose({ from: flow.from, to: flow.to }));
    return [arc];
  }));
  show(picture.flows);
  svg.append(...portMarks(picture, projection, choose));
  canvas.replaceChildren(svg);
  if (picture.frames.length > 1) play(place, picture, show);
}

function extent(place: HTMLElement, picture: Picture): [number, number][] {
  if (place.dataset['focus'] !== 'ports' || picture.ports.length < 2) return [[-168, 4], [190, 4], [11, -54], [11, 74]];
  // The arcs bulge towards the pole and the names need room; two ports side by side still show the coast around them.
  const arcs = geoBounds({ type: 'MultiLineString', coordinates: [picture.ports.map(port => [port.longitude, port.latitude])] });
  const [[west, south], [east, north]] = arcs;
  if (east < west) return [[-168, 4], [190, 4], [11, -54], [11, 74]];
  const [wide, high] = [Math.max(4, (east - west) / 6), Math.max(3, (north - south) / 5)];
  return [[Math.max(-168, west - wide), south - high], [Math.min(190, east + wide), south - high], [(west + east) / 2, Math.min(80, north + high)]];
}

function portMarks(picture: Picture, projection: (at: [number, number]) => [number, number] | null, choose: (choice: Choice) => void): Element[] {
  const volume = new Map<string, number>();
  for (const flow of picture.flows) {
    for (const code of [flow.from, flow.to]) volume.set(code, (volume.get(code) ?? 0) + flow.volume);
  }
  const most = Math.max(1, ...volume.values());
  const named: { x: number; y: number; w: number }[] = [];
  const marks: Element[] = [];
  const names: Element[] = [];
  for (const port of picture.ports.toSorted((a, b) => (volume.get(b.code) ?? 0) - (volume.get(a.code) ?? 0))) {
    const at = projection([port.longitude, port.latitude]);
    if (!at) continue;
    const [x, y] = at;
    const mark = element('circle', { class: 'en-map-port', cx: String(x), cy: String(y), r: String(2.2 + 2.6 * Math.sqrt((volume.get(port.code) ?? 0) / most)), 'data-port': port.code });
    mark.append(title(`${port.name} (${port.code})`));
    mark.addEventListener('click', () => choose({ port: port.code }));
    marks.push(mark);

    const box = { x: x + 8, y, w: port.name.length * 5.8 };
    if (box.x + box.w < width && named.every(other => Math.abs(other.y - box.y) > 12 || other.x > box.x + box.w || box.x > other.x + other.w)) {
      named.push(box);
      const name = element('text', { class: 'en-map-name', x: String(box.x), y: String(y + 3.5) });
      name.textContent = port.name;
      names.push(name);
    }
  }
  return [...marks, ...names];
}

function play(place: HTMLElement, picture: Picture, show: (flows: Flow[]) => void): void {
  const bar = place.querySelector<HTMLElement>('[data-map-play]');
  const button = bar?.querySelector('button');
  const range = bar?.querySelector<HTMLInputElement>('input[type=range]');
  const at = bar?.querySelector('output');
  if (!bar || !button || !range || !at) return;
  bar.hidden = false;
  range.max = String(picture.frames.length - 1);
  range.value = range.max;
  let timer = 0;

  const frame = (index: number): void => {
    const chosen = picture.frames[index];
    if (!chosen) return;
    range.value = String(index);
    at.textContent = `${chosen.at.slice(0, 10)} ${chosen.at.slice(11, 16)} UTC`;
    show(chosen.flows);
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = 0;
    button.setAttribute('aria-pressed', 'false');
  };
  button.addEventListener('click', () => {
    if (timer) return stop();
    let index = Number(range.value) >= picture.frames.length - 1 ? 0 : Number(range.value);
    button.setAttribute('aria-pressed', 'true');
    timer = window.setInterval(() => {
      frame(index++);
      if (index >= picture.frames.length) stop();
    }, still ? 1500 : 400);
  });
  range.addEventListener('input', () => {
    stop();
    frame(Number(range.value));
  });
}

function element(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function title(text: string): SVGElement {
  const made = element('title', {});
  made.textContent = text;
  return made;
}
