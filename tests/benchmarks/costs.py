"""What one kind of input or of activation costs beside another, both by our own kernels (5 hidden layers): rows that are nearly
parallel, as uncentred columns make them, beside rows of independent numbers; other activations beside ReLU, on both.

The ratio is the second's time over the first's. A process's time is the least of its repetitions.
"""
import os
import tempfile

import numpy

from measure import build, describe, environment, in_turn, output

# (name, rows, columns), the first's activation and inputs, the second's.
CASES = [(f"uncentred, {n} x {d}", n, d, ("relu", "centred"), ("relu", "uncentred"))
         for n, d in ((60, 2000), (200, 200), (1000, 10))]
CASES += [(f"{activation}, {inputs}, 500 x 10", 500, 10, ("relu", inputs), (activation, inputs))
          for activation in ("erf", "gelu", "tanh", "silu") for inputs in ("centred", "uncentred")]
INPUTS = {"centred": lambda draw, shape: draw.standard_normal(shape), "uncentred": lambda draw, shape: 5 + draw.random(shape)}


def run(wish):
    cores = os.cpu_count()
    ours, surroundings = build("bench_kernels"), environment(cores)
    describe(__doc__, "ours", f"rounds {wish.rounds}; threads {cores}; times in ms")
    print(f"{'case':28} {'first':>12} {'second':>12} {'ratio':>7}")
    for name, n, d, *both in CASES:
        if not any(text in name for text in wish.only):
            continue
        with tempfile.TemporaryDirectory() as folder:
            for inputs, make in INPUTS.items():
                make(numpy.random.default_rng(1), (n, d)).tofile(os.path.join(folder, inputs))

            def seconds(activation, inputs):
                return float(output(ours, activation, os.path.join(folder, inputs), str(n), str(d), env=surroundings).split()[0])

            first, second, ratio = in_turn(wish.rounds, lambda: seconds(*both[0]), lambda: seconds(*both[1]))
        print(f"{name:28} {first * 1e3:12.2f} {second * 1e3:12.2f} {ratio:7.2f}", flush=True)
