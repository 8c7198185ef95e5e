// The flow map: land, ports and arcs whose width is volume and whose colour is state. The same figures stand in the table beneath it.
import { geoBounds, geoEqualEarth, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { announceChoice, showChoice, type Choice } from './map-choice';
import { drawLinks, renewLinks } from './map-links';
import { follow, renewSimulated, renewTable, simulatedOf } from './map-live';
import { timeLapse, type Flow, type Picture } from './map-play';


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
  const [atlas, first] = await Promise.all(answers.map(answer => answer.json())) as [Topology, Picture];
  let picture = first;

  const projection = geoEqualEarth().rotate([-11, 0]).precision(0.1);
  projection.fitExtent([[16, 16], [width - 16, height - 16]], { type: 'MultiPoint', coordinates: extent(place, picture) });
  const path = geoPath(projection);

  const svg = element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': place.dataset['label'] ?? '' });
  const land = feature(atlas, atlas.objects['countries']!) as GeoPermissibleObjects;
  svg.append(element('path', { class: 'en-map-land', d: path(land) ?? '' }));
  const [arcs, links, marks] = [element('g', {}), element('g', {}), element('g', {})];
  svg.append(arcs, marks, links);
  const choose = (choice: Choice): void => announceChoice(place, svg, choice);
  const volumes = new Map<string, number>();
  // In a narrow window the drawing shrinks, its letters must not: fewer names find room.
  const scale = Math.max(1, width / Math.max(1, place.clientWidth));

  const show = (flows: Flow[], most: number): void => {
    const ports = new Map(picture.ports.map(port => [port.code, port]));
    const grown = volumes.size > 0 ? flows.filter(flow => flow.volume > (volumes.get(`${flow.from} ${flow.to}`) ?? 0)) : [];
    volumes.clear();
    for (const flow of flows) volumes.set(`${flow.from} ${flow.to}`, flow.volume);
    arcs.replaceChildren(...flows.toSorted((a, b) => a.volume - b.volume).flatMap(flow => {
      const from = ports.get(flow.from);
      const to = ports.get(flow.to);
      if (!from || !to) return [];
      const d = path({ type: 'LineString', coordinates: [[from.longitude, from.latitude], [to.longitude, to.latitude]] });
      const arc = element('path', { class: `en-map-arc en-${flow.state.toLowerCase()}${grown.includes(flow) ? ' en-grown' : ''}`, d: d ?? '', 'stroke-width': String(0.75 + 4.5 * Math.sqrt(flow.volume / most)), 'data-from': flow.from, 'data-to': flow.to });
      arc.append(title(`${from.name} → ${to.name}: ${flow.volume.toLocaleString(document.documentElement.lang)}${flow.simulated > 0 ? `, ${simulatedOf(place, flow)}` : ''}`));
      arc.addEventListener('click', () => choose({ from: flow.from, to: flow.to }));
      return [arc];
    }));
    renewSimulated(place, flows);
    showChoice(svg);
  };
  const renew = (): void => {
    marks.replaceChildren(...portMarks(picture, projection, choose, scale));
    links.replaceChildren(...drawLinks(place, picture, projection, element, scale));
    place.querySelectorAll<HTMLElement>('[data-map-empty]').forEach(empty => empty.hidden = picture.flows.length > 0);
  };

  renew();
  canvas.replaceChildren(svg);
  const player = timeLapse(place, show, still ? 1500 : 500);
  player.take(picture);
  follow(place, endpoint, next => {
    picture = next as Picture;
    renew();
    player.take(picture);
    renewTable(place, picture);
    renewLinks(place, picture);
  });
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

function portMarks(picture: Picture, projection: (at: [number, number]) => [number, number] | null, choose: (choice: Choice) => void, scale: number): Element[] {
  const volume = new Map<string, number>();
  for (const flow of picture.flows) {
    for (const code of [flow.from, flow.to]) volume.set(code, (volume.get(code) ?? 0) + flow.volume);
  }
  const most = Math.max(1, ...volume.values());
  const named: { x: number; y: number; w: number }[] = [];
  const marks: Element[] = [];
  const names: Element[] = [];
  for (const port of picture.ports.filter(one => volume.has(one.code)).toSorted((a, b) => (volume.get(b.code) ?? 0) - (volume.get(a.code) ?? 0))) {
    const at = projection([port.longitude, port.latitude]);
    if (!at) continue;
    const [x, y] = at;
    const mark = element('circle', { class: 'en-map-port', cx: String(x), cy: String(y), r: String((2.2 + 2.6 * Math.sqrt((volume.get(port.code) ?? 0) / most)) * Math.sqrt(scale)), 'data-port': port.code });
    mark.append(title(`${port.name} (${port.code})`));
    mark.addEventListener('click', () => choose({ port: port.code }));
    marks.push(mark);

    const box = { x: x + 8 * scale, y, w: port.name.length * 5.8 * scale };
    if (box.x + box.w < width && named.every(other => Math.abs(other.y - box.y) > 12 * scale || other.x > box.x + box.w || box.x > other.x + other.w)) {
      named.push(box);
      const name = element('text', { class: 'en-map-name', x: String(box.x), y: String(y + 3.5 * scale), 'font-size': String(10.5 * scale) });
      name.textContent = port.name;
      names.push(name);
    }
  }
  return [...marks, ...names];
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
