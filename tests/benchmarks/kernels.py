"""NNGP and NTK together (ReLU, 5 hidden layers, 10 inputs), and the nine kernels of the authors' experiment as coded (15
inputs of length 1), beside the same formulas in numpy.

Both sides take the same points and all cores (numpy's threads are its BLAS's), and must agree on the last point's kernels
with the first and with itself before they are timed. A process's time is the least of its repetitions.
numpy's products run with the fastest of OpenBLAS's kernels (OPENBLAS_CORETYPE). The allocator keeps its memory.
"""
import os
import sys
import tempfile
import time

import numpy

from measure import build, describe, environment, fastest_core, in_turn, output, stop, with_core

HIDDEN_LAYERS = 5
CASES = [("relu", 500, 10), ("relu", 2000, 10), ("relu", 4000, 10), ("authors", 1000, 15)]  # kernels, points, inputs


def relu_kernels(x):
    nngp = x @ x.T * (2 / x.shape[1])
    ntk = nngp.copy()
    for _ in range(HIDDEN_LAYERS):
        root = numpy.sqrt(numpy.diag(nngp))
        scale = numpy.outer(root, root)
        cosine = numpy.clip(nngp / scale, -1, 1)
        angle = numpy.arccos(cosine)
        nngp = scale * (numpy.sin(angle) + (numpy.pi - angle) * cosine) / numpy.pi
        ntk = nngp + (numpy.pi - angle) / numpy.pi * ntk
    return nngp, ntk


def authors_kernels(x):
    def layer(k, own):
        scale = numpy.outer(own, own)
        c = k / scale
        angle = numpy.where(numpy.abs(c) > 1, 0, numpy.arccos(numpy.clip(c, -1, 1)))
        h = numpy.sqrt(scale) / (2 * numpy.pi) * (numpy.sin(angle) + (numpy.pi - angle) * c)
        return h, (numpy.pi - angle) / (2 * numpy.pi)

    g, d = x @ x.T, x.shape[1]
    square = numpy.diag(g)
    k, own = 1 + g / d, 1 + square / d
    h, slope = layer(k, own)
    h2, slope2 = layer(1 + 2 * h, 1 + own)
    ha, slope_a = layer(g, square)
    h2a, slope2a = layer(2 * ha, square)
    ntkj1 = k * slope + h + 1
    distance = numpy.sqrt(numpy.maximum(square[:, None] + square - 2 * g, 0))
    return (1 + 2 * h, 1 + 2 * h2,
            2 * g * slope_a + 2 * ha, 4 * g * slope_a * slope2a + 4 * ha * slope2a + 2 * h2a,
            1 + 2 * h + 2 * slope + 2 * slope * g,
            1 + 2 * slope2 + 4 * slope2 * slope + 4 * g * slope2 * slope + 4 * slope2 * h + 2 * h2,
            ntkj1, ntkj1 * slope2 + h2 + 1, 2 * numpy.exp(-distance / 6))


def main(kind, path, points, inputs):
    """What bench_kernels prints, by numpy."""
    x = numpy.fromfile(path).reshape(points, inputs)
    make = relu_kernels if kind == "relu" else authors_kernels
    least = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        kernels = make(x)
        least = min(least, time.perf_counter() - begin)
    print(least, *(repr(float(k[-1, j])) for j in (0, -1) for k in kernels))


def run(wish):
    cores = os.cpu_count()
    ours, peer = [build("bench_kernels")], [sys.executable, __file__]
    surroundings = environment(cores)
    describe(__doc__, f"numpy {numpy.__version__}", f"rounds {wish.rounds}; threads {cores}; times in ms")
    print(f"{'case':24} {'ours':>12} {'peer':>12} {'ratio':>7}  peer's kernels")
    for kind, points, inputs in CASES:
        name = f"{kind}, {points} points"
        if not any(text in name for text in wish.only):
            continue
        with tempfile.NamedTemporaryFile() as file:
            x = numpy.random.default_rng(1).standard_normal((points, inputs))
            (x if kind == "relu" else x / numpy.linalg.norm(x, axis=1)[:, None]).tofile(file.name)

            def measure(command, core=""):
                seconds, *answers = map(float, output(*command, kind, file.name, str(points), str(inputs),
                                                      env=with_core(surroundings, core)).split())
                return seconds, answers

            (_, found), (_, expected) = measure(ours), measure(peer)
            # arccos near 1 costs numpy half the digits of the diagonal.
            apart = len(found) // 2
            for i, (a, b) in enumerate(zip(found, expected)):
                if not abs(a - b) <= (1e-12 if i < apart else 1e-6) * abs(b):
                    stop(f"{name}: {a}, numpy's {b}")
            core = fastest_core(lambda core: measure(peer, core)[0])
            mine, theirs, ratio = in_turn(wish.rounds, lambda: measure(ours)[0], lambda: measure(peer, core)[0])
        print(f"{name:24} {mine * 1e3:12.1f} {theirs * 1e3:12.1f} {ratio:7.1f}  {core}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
