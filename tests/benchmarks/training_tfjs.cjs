// What bench_training does, in TensorFlow.js on its WebAssembly back end (SIMD, one thread), in float32:
//
//   node training_tfjs.cjs ROWS WIDTH HIDDEN_LAYERS
//
// Prints the error after five steps and the least seconds a step. NODE_PATH says where TensorFlow.js is.
const path = require("node:path");
const tf = require("@tensorflow/tfjs-core");
const wasm = require("@tensorflow/tfjs-backend-wasm");

const inputs = 10;
const [rows, width, hiddenLayers] = process.argv.slice(2).map(Number);

function number(i) {
    const product = (i + 1) * (i + 1) * 0.6180339887498949;
    return 2 * (product - Math.floor(product)) - 1;
}

async function main() {
    wasm.setWasmPaths(path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm")) + "/");
    await tf.setBackend("wasm");
    await tf.ready();
    const x = tf.tensor2d(Float32Array.from({length: rows * inputs}, (_, i) => number(i)), [rows, inputs]);
    const y = tf.tensor2d(Float32Array.from({length: rows}, (_, i) => number(7 * i)), [rows, 1]);
    const sizes = [inputs, ...Array(hiddenLayers).fill(width), 1];
    let drawn = 0;
    const weights = sizes.slice(1).map((n, l) => {
        const m = sizes[l], first = drawn;
        drawn += m * n;
        return tf.variable(
            tf.tensor2d(Float32Array.from({length: m * n}, (_, i) => number(first + i) * Math.sqrt(6 / m)), [m, n]));
    });
    // The backward pass is written out. Without the bookkeeping of automatic differentiation TensorFlow.js is at its
    // best.
    const step = () => tf.tidy(() => {
        const h = [x];
        weights.forEach((w, l) => {
            const z = tf.matMul(h[l], w);
            h.push(l < hiddenLayers ? tf.relu(z) : z);
        });
        let delta = tf.sub(h.pop(), y);
        const error = tf.sum(tf.square(delta)).dataSync()[0] / rows;
        for (let l = hiddenLayers; l >= 0; --l) {
            const gradient = tf.matMul(h[l], delta, true, false);
            if (l > 0) delta = tf.mul(tf.matMul(delta, weights[l], false, true), tf.step(h[l]));
            weights[l].assign(tf.sub(weights[l], tf.mul(gradient, 1e-6)));
        }
        return error;
    });
    let error;
    for (let k = 0; k < 6; ++k) error = step();
    let least = Infinity, total = 0;
    for (let round = 0; round < 5 || total < 300; ++round) {
        const begin = performance.now();
        step();
        const spent = performance.now() - begin;
        least = Math.min(least, spent);
        total += spent;
    }
    console.log(`${error}\t${least / 1000}`);
}

main();
