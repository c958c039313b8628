"""The empirical NTK of a ReLU network in float64 beside PyTorch: the Jacobian of each parameter, a sample at a time
(functorch's vmap of grad), contracted over the parameters.

Both sides take the same network and points, and all cores, and must agree on two entries of the kernel before they are
timed. A process's time is the least of its repetitions. PyTorch's products run with the fastest of OpenBLAS's
kernels (OPENBLAS_CORETYPE). The allocator keeps its memory.
"""
import os
import sys

from measure import build, describe, environment, fastest_core, in_turn, output, stop, with_core
from pytorch import torch_version

SCRIPT = os.path.join(os.path.dirname(__file__), "empirical_torch.py")
CASES = [(256, 256, 3), (256, 1024, 3)]  # points, width, hidden layers


def run(wish):
    cores = os.cpu_count()
    ours, peer = [build("bench_empirical")], [sys.executable, SCRIPT]
    surroundings = environment(cores)
    describe(__doc__, torch_version(), f"rounds {wish.rounds}; threads {cores}; times in ms")

    def measure(command, case, core=""):
        *entries, seconds = map(float, output(*command, *map(str, case),
                                              env=with_core(surroundings, core)).split())
        return entries, seconds

    print(f"{'case':24} {'ours':>12} {'peer':>12} {'ratio':>7}  peer's kernels")
    for case in CASES:
        name = f"empirical NTK {case}"
        if not any(text in name for text in wish.only):
            continue
        (found, _), (expected, _) = measure(ours, case), measure(peer, case)
        # Sums of a million terms that mostly agree in sign.
        if not all(abs(a - b) <= 1e-12 * abs(b) for a, b in zip(found, expected)):
            stop(f"{name}: {found}, PyTorch's {expected}")
        core = fastest_core(lambda core: measure(peer, case, core)[1])
        mine, theirs, ratio = in_turn(wish.rounds, lambda: measure(ours, case)[1], lambda: measure(peer, case, core)[1])
        print(f"{name:24} {mine * 1e3:12.1f} {theirs * 1e3:12.1f} {ratio:7.1f}  {core}", flush=True)
