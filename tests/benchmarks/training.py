"""One full-batch step of gradient descent in float64, and many starts trained at once, beside PyTorch.

Both sides train the same network from the same numbers and must agree on the error after five steps before they are
timed. A process's time is the least of its repetitions. Step: each side's better of one thread and of all. Starts: ours
trains all in one process on all threads; PyTorch runs one process a core, one thread each, started together, each with
its share of the starts. PyTorch's products run with the fastest of OpenBLAS's kernels (OPENBLAS_CORETYPE). The allocator
keeps its memory (MALLOC_MMAP_THRESHOLD_, MALLOC_TRIM_THRESHOLD_).
"""
import os
import subprocess
import sys

from measure import build, describe, environment, fastest_core, in_turn, output, stop, with_core
from pytorch import torch_version

SCRIPT = os.path.join(os.path.dirname(__file__), "training_torch.py")
CASES = [(100, 64, 3), (100, 256, 3), (128, 1024, 3), (512, 1024, 3), (32, 128, 5)]  # rows, width, hidden layers
STARTS = 16


def torch_seconds(case, starts, processes, core):
    """(error, seconds a step) of that many processes at once, each with `starts` networks and one thread, or of one
    process with -processes threads, OpenBLAS with the kernels of that core."""
    threads = max(1, -processes)
    running = [subprocess.Popen([sys.executable, SCRIPT, *map(str, case), str(threads), str(starts)], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True, env=with_core(environment(threads), core))
               for _ in range(max(1, processes))]
    errors = [float(process.stdout.readline() or stop("PyTorch failed")) for process in running]
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    rates = [1 / float(process.communicate()[0]) for process in running]
    return errors[0], 1 / sum(rates)


def run(wish):
    program = build("bench_training")
    cores = os.cpu_count()

    def ours(case, threads, starts):
        error, seconds = output(program, *map(str, case), str(starts), env=environment(threads)).split()
        return float(error), float(seconds)

    def compare(name, case, mine, theirs):
        core = fastest_core(lambda core: theirs(case, core)[1])
        (expected, _), (found, _) = theirs(case, core), mine(case)
        if not abs(found - expected) <= 1e-9 * expected:
            stop(f"{name} {case}: the error after five steps is {found}, PyTorch's {expected}")
        a, b, ratio = in_turn(wish.rounds, lambda: mine(case)[1], lambda: theirs(case, core)[1])
        print(f"{name:8} {str(case):16} {a * 1e3:12.3f} {b * 1e3:12.3f} {ratio:7.2f}  {core}", flush=True)

    describe(__doc__, torch_version(),
             f"rounds {wish.rounds}; {STARTS} starts on {cores} cores; times in ms a step of one network")
    print(f"{'work':8} {'case':16} {'ours':>12} {'peer':>12} {'ratio':>7}  peer's kernels")
    for case in CASES:
        if any(text in str(case) for text in wish.only):
            compare("step", case, lambda c: min((ours(c, t, 1) for t in (1, cores)), key=lambda x: x[1]),
                    lambda c, core: min((torch_seconds(c, 1, -t, core) for t in (1, cores)), key=lambda x: x[1]))
            compare("starts", case, lambda c: ours(c, cores, STARTS),
                    lambda c, core: torch_seconds(c, STARTS // cores, cores, core))
