// Bundles the console's assets under names that carry their content's hash, and writes the manifest that maps plain names to them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const sources = 'src/Entente.Node/Console/Assets';
const target = 'src/Entente.Node/wwwroot/assets';
const manifest = {};

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

const result = await build({
  entryPoints: {
    'app': `${sources}/ts/app.ts`,
    'theme': `${sources}/ts/theme.ts`,
    'passkeys': `${sources}/ts/passkeys.ts`,
    'map': `${sources}/ts/map.ts`,
    'app-ltr': `${sources}/css/app-ltr.css`,
    'app-rtl': `${sources}/css/app-rtl.css`,
  },
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
  outdir: target,
  entryNames: '[name].[hash]',
  assetNames: '[name].[hash]',
  publicPath: '/assets',
  loader: { '.woff2': 'file', '.svg': 'dataurl' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
for (const [output, made] of Object.entries(result.metafile.outputs)) {
  if (made.entryPoint) {
    const file = basename(output);
    manifest[file.replace(/\.[A-Z0-9]{8}\./, '.')] = file;
  }
}

function put(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
  const file = name.replace(/(\.\w+)$/, `.${hash}$1`);
  writeFileSync(join(target, file), content);
  manifest[name] = file;
}

put('world.json', readFileSync('node_modules/world-atlas/countries-110m.json'));
put('icons.svg', sprite(readFileSync(`${sources}/icons.txt`, 'utf8').split(/\s+/).filter(name => name)));
const flags = 'node_modules/@tabler/core/dist/img/flags';
for (const flag of readdirSync(flags).filter(name => /^[a-z]{2}\.svg$/.test(name))) {
  put(`flag-${flag}`, readFileSync(join(flags, flag)));
}

put('favicon.svg', readFileSync(`${sources}/favicon.svg`));

function sprite(names) {
  const symbols = names.map(name => {
    const svg = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, 'utf8');
    const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s*\n\s*/g, '');
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

for (const file of readdirSync(target).filter(name => !name.endsWith('.woff2'))) {
  const content = readFileSync(join(target, file));
  writeFileSync(join(target, `${file}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

writeFileSync(join(target, 'manifest.json'), JSON.stringify(manifest, null, 2));
console.log(`console assets: ${Object.keys(manifest).length} files in ${target}`);
