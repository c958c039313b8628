"""WebAssembly in Node, one thread: products beside our native AVX2 build, training steps beside TensorFlow.js.

Products: the same program compiled twice, each answer checked before it is timed; WebAssembly's multiply-adds
are f64x2.relaxed_madd where Node has and fuses it, else software. Training: TensorFlow.js on its
WebAssembly back end with SIMD, in float32 where ours is float64, its backward written out; both must agree on the error
after five steps to float32's precision. A process's time is the least of its repetitions.
"""
import os

from measure import ROOT, build, describe, environment, in_turn, output, stop

SCRIPT = os.path.join(os.path.dirname(__file__), "training_tfjs.cjs")
PACKAGES = os.path.join(ROOT, "build", "tfjs")
TENSORFLOW = ["@tensorflow/tfjs-core@4.22.0", "@tensorflow/tfjs-backend-wasm@4.22.0"]
NODE = ["node", "--no-experimental-fetch"]  # Emscripten 3.1 reads its own file where there is no fetch
if int(output("node", "--version")[1:].split(".")[0]) < 21:
    NODE.append("--experimental-wasm-relaxed-simd")
PRODUCTS = [f"gemm {trans} {n}x{n}x{n}" for n in (128, 256, 512, 1024) for trans in ("NN", "NT", "TN")]
STEPS = [(100, 64, 3), (100, 256, 3), (32, 128, 5)]  # rows, width, hidden layers


def install_tensorflow():
    if not os.path.isdir(os.path.join(PACKAGES, "node_modules")):
        os.makedirs(PACKAGES, exist_ok=True)
        output("npm", "install", "--prefix", PACKAGES, "--no-audit", "--no-fund", "--ignore-scripts", *TENSORFLOW)


def build_for_node(program):
    surroundings = os.environ | {"NODE_PATH": "/usr/share/nodejs"}
    output("cmake", "--preset", "wasm", cwd=ROOT, env=surroundings)
    output("cmake", "--build", os.path.join(ROOT, "build", "wasm"), "--target", program, env=surroundings)
    return NODE + [os.path.join(ROOT, "build", "wasm", "tests", "benchmarks", program + ".cjs")]


def run(wish):
    install_tensorflow()
    blas, training = build_for_node("bench_blas"), build_for_node("bench_training")
    native = [build("bench_blas")]
    surroundings = environment(1, NTK_SIMD="avx2", NODE_PATH=os.path.join(PACKAGES, "node_modules"))
    describe(__doc__, f"our native AVX2 build; {', '.join(TENSORFLOW)}",
             f"Node {output('node', '--version').strip()}, rounds {wish.rounds}")

    def product(command, name):
        return float(output(*command, "--case", name, env=surroundings).split("\t")[1])

    def step(command, case):
        error, seconds = output(*command, *map(str, case), env=surroundings).split()
        return float(error), float(seconds)

    print(f"{'case':24} {'ours ms':>12} {'peer ms':>12} {'ratio':>7}")

    def compare(name, ours, peer):
        mine, theirs, ratio = in_turn(wish.rounds, ours, peer)
        print(f"{name:24} {mine * 1e3:12.3f} {theirs * 1e3:12.3f} {ratio:7.2f}", flush=True)

    for name in PRODUCTS:
        if any(text in name for text in wish.only):
            compare(name, lambda: product(blas, name), lambda: product(native, name))
    for case in STEPS:
        name = f"step {case}"
        if not any(text in name for text in wish.only):
            continue
        mine, theirs = training, NODE + [SCRIPT]
        (found, _), (expected, _) = step(mine, ("standard", *case, 1)), step(theirs, case)
        if not abs(found - expected) <= 1e-5 * expected:
            stop(f"{name}: the error after five steps is {found}, TensorFlow's {expected}")
        compare(name, lambda: step(mine, ("standard", *case, 1))[1], lambda: step(theirs, case)[1])
