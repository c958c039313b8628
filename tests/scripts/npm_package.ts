// npm_package.sh has TypeScript check this, which is never run: what the package's types allow, and what they refuse.
import { load, loadWorker, type Comparison, type Facts, type Network } from 'ntk';

const ntk = await load({ exact: false });
const k: Float64Array = ntk.kernel({ x: new Float32Array(4), columns: 2, kind: 'ntk', activation: 'leaky_relu:0.2' });
const { prediction, ridge } = ntk.predict({ x: k, y: [1, 2], z: k, columns: 2, kind: 'nngp', ridge: 0.1 });
const network: Network = ntk.network({ x: k, y: prediction, columns: 2, optimizer: 'gradient descent', relativeRate: ridge });
const loss: number = network.step(10);
const compared: Comparison = await ntk.compare({
    csv: 'a,y\n',
    target: 'y',
    hiddenLayers: [1, 2],
    onProgress: (share: number) => share + loss,
});
compared.errors.map(({ predictor, nmse, hiddenLayers }) => `${predictor} ${nmse} ${hiddenLayers ?? ''}`);

const worker = await loadWorker({ wasm: new URL('https://example.org/ntk.wasm') });
const later: Promise<Float64Array> = worker.kernel({ x: await later2(), columns: 1, kind: 'ntk' });
const inWorker: Network<true> = await worker.network({ x: [1, 2], y: [1, 2], columns: 1 });
const loss2: number = await inWorker.step();
worker.close();
async function later2() {
    return [loss2, ...(await later)];
}

try {
    // @ts-expect-error: there is no such kernel
    ntk.kernel({ x: k, columns: 2, kind: 'rbf' });
    // @ts-expect-error: options are spelled as in JavaScript
    ntk.kernel({ x: k, columns: 2, kind: 'ntk', hidden_layers: 2 });
    // @ts-expect-error: columns are missing
    ntk.network({ x: k, y: k });
    // @ts-expect-error: no numbers
    ntk.network({ x: 'abc', y: k, columns: 1 });
    // @ts-expect-error: a worker answers later
    worker.kernel({ x: k, columns: 2, kind: 'ntk' }).length;
} catch (error) {
    const facts: Facts | undefined = (error as Error & { facts?: Facts }).facts;
    console.log(facts?.key);
}
