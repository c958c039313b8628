"""NNGP and NTK together (ReLU, 5 hidden layers, 10 inputs) beside the same formula in numpy.

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

INPUTS, HIDDEN_LAYERS = 10, 5
POINTS = [500, 2000, 4000]


def numpy_kernels(x):
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


def main(path, points, inputs):
    """What bench_kernels prints, by numpy."""
    x = numpy.fromfile(path).reshape(points, inputs)
    least = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        nngp, ntk = numpy_kernels(x)
        least = min(least, time.perf_counter() - begin)
    print(least, *(repr(float(k)) for k in (nngp[-1, 0], ntk[-1, 0], nngp[-1, -1], ntk[-1, -1])))


def run(wish):
    cores = os.cpu_count()
    ours, peer = [build("bench_kernels")], [sys.executable, __file__]
    surroundings = environment(cores)
    describe(__doc__, f"numpy {numpy.__version__}", f"rounds {wish.rounds}; threads {cores}; times in ms")
    print(f"{'case':24} {'ours':>12} {'peer':>12} {'ratio':>7}  peer's kernels")
    for points in POINTS:
        name = f"kernels, {points} points"
        if not any(text in name for text in wish.only):
            continue
        with tempfile.NamedTemporaryFile() as file:
            numpy.random.default_rng(1).standard_normal((points, INPUTS)).tofile(file.name)

            def measure(command, core=""):
                seconds, *answers = map(float, output(*command, file.name, str(points), str(INPUTS),
                                                      env=with_core(surroundings, core)).split())
                return seconds, answers

            (_, found), (_, expected) = measure(ours), measure(peer)
            # arccos near 1 costs numpy half the digits of the diagonal.
            for a, b, tolerance in zip(found, expected, (1e-12, 1e-12, 1e-6, 1e-6)):
                if not abs(a - b) <= tolerance * abs(b):
                    stop(f"{name}: {a}, numpy's {b}")
            core = fastest_core(lambda core: measure(peer, core)[0])
            mine, theirs, ratio = in_turn(wish.rounds, lambda: measure(ours)[0], lambda: measure(peer, core)[0])
        print(f"{name:24} {mine * 1e3:12.1f} {theirs * 1e3:12.1f} {ratio:7.1f}  {core}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
