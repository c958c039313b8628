// Makes the npm package: OUT/ntk-VERSION.tgz, and OUT/package, which is what it holds.
//   node pack.mjs --module build/wasm/ntk_npm.cjs --out build/wasm/npm
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { module: { type: 'string' }, out: { type: 'string' } } });
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const { build } = createRequire(join(here, '../demo/build.mjs'))('esbuild'); // the demo's own
const version = readFileSync(join(root, 'CMakeLists.txt'), 'utf8').match(/project\(ntk VERSION ([\d.]+)/)[1];
const license = readFileSync(join(root, 'LICENSE'), 'utf8').match(/^(.*) License/)[1];

const folder = join(options.out, 'package');
rmSync(options.out, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

// The module's script asks for Node's parts by `require`, which no ES module has. So it is put into a function, which
// gives it what it finds around it in Node.
const module = {
  name: 'module',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ntk-module$/ }, ({ path }) => ({ path, namespace: 'module' }));
    onLoad({ filter: /.*/, namespace: 'module' }, () => ({
      contents: `export default ({ require, folder: __dirname, exports, module }) => {\n${readFileSync(options.module, 'utf8')}\nreturn createNtk;\n};`,
    }));
  },
};
await build({
  entryPoints: ['index.js', 'worker.js'].map((name) => join(here, name)),
  outdir: folder,
  bundle: true,
  splitting: true,
  chunkNames: 'shared',
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  define: { VERSION: JSON.stringify(version) },
  external: ['node:*'],
  plugins: [module],
});
for (const name of ['index.d.ts', 'README.md']) copyFileSync(join(here, name), join(folder, name));
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
copyFileSync(options.module.replace(/cjs$/, 'wasm'), join(folder, 'ntk.wasm'));
const { name, ...described } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, license, ...described }, null, 2) + '\n');
execFileSync('npm', ['pack', folder, '--pack-destination', options.out, '--loglevel=error'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
