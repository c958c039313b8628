"""One full-batch step of gradient descent in float64, and many starts trained at once, beside PyTorch.

Both sides train the same network from the same numbers and must agree on the error after five steps before they are
timed. A process's time is the least of its repetitions. Step: each side's better of one thread and of all. Starts: ours
trains all in one process on all threads; PyTorch runs one process a core, one thread each, started together, each with
its share of the starts. PyTorch's products run with the fastest of OpenBLAS's kernels (OPENBLAS_CORETYPE). The allocator
keeps its memory (MALLOC_MMAP_THRESHOLD_, MALLOC_TRIM_THRESHOLD_).
8 rows at width 10000 are the authors' networks, with the NTK parameterization and biases. For the one with one layer the
time of a trial is told, 3000 epochs of 59 steps on one thread; for the one with two the bound that the memory sets, which
must give the weights once forward, and give and take them once backward.
"""
import os
import subprocess
import sys

from measure import build, describe, environment, fastest_core, in_turn, output, stop, with_core
from pytorch import torch_version

SCRIPT = os.path.join(os.path.dirname(__file__), "training_torch.py")
CASES = [(100, 64, 3), (100, 256, 3), (128, 1024, 3), (512, 1024, 3), (32, 128, 5),
         (8, 10000, 1), (8, 10000, 2)]  # rows, width, hidden layers
STARTS = 16
TRIAL_STEPS = 177000


def arguments(case):
    return ["ntk" if case[1] == 10000 else "standard", *map(str, case)]


def weight_bytes(case):
    """Of what lies between hidden layers."""
    return 8 * case[1] ** 2 * (case[2] - 1)


def torch_seconds(case, starts, processes, core):
    """(error, seconds a step) of that many processes at once, each with `starts` networks and one thread, or of one
    process with -processes threads, OpenBLAS with the kernels of that core."""
    threads = max(1, -processes)
    running = [subprocess.Popen([sys.executable, SCRIPT, *arguments(case), str(threads), str(starts)], stdin=subprocess.PIPE,
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
        error, seconds = output(program, *arguments(case), str(starts), env=environment(threads)).split()
        return float(error), float(seconds)

    def compare(name, case, mine, theirs):
        core = fastest_core(lambda core: theirs(case, core)[1])
        (expected, _), (found, _) = theirs(case, core), mine(case)
        if not abs(found - expected) <= 1e-9 * expected:
            stop(f"{name} {case}: the error after five steps is {found}, PyTorch's {expected}")
        a, b, ratio = in_turn(wish.rounds, lambda: mine(case)[1], lambda: theirs(case, core)[1])
        print(f"{name:8} {str(case):16} {a * 1e3:12.3f} {b * 1e3:12.3f} {ratio:7.2f}  {core}", flush=True)
        return a

    def print_memory_bound(case, seconds):
        read, changed = map(float, output(build("bench_memory"), env=environment(cores)).split())
        bound = weight_bytes(case) * (1 / read + 2 / changed)
        print(f"{'':8} {'':16} {bound * 1e3:12.3f} is what the memory allows: {weight_bytes(case) / 1e9:.1f} GB read at "
              f"{read / 1e9:.1f} GB/s,\n{'':38} then read and written at {changed / 1e9:.1f} GB/s; "
              f"a step takes {seconds / bound:.2f} times that", flush=True)

    describe(__doc__, torch_version(),
             f"rounds {wish.rounds}; {STARTS} starts on {cores} cores; times in ms a step of one network")
    print(f"{'work':8} {'case':16} {'ours':>12} {'peer':>12} {'ratio':>7}  peer's kernels")
    for case in CASES:
        if not any(text in str(case) for text in wish.only):
            continue
        seconds = compare("step", case, lambda c: min((ours(c, t, 1) for t in (1, cores)), key=lambda x: x[1]),
                          lambda c, core: min((torch_seconds(c, 1, -t, core) for t in (1, cores)), key=lambda x: x[1]))
        if weight_bytes(case) > 1e8:
            print_memory_bound(case, seconds)
            continue
        compare("starts", case, lambda c: ours(c, cores, STARTS),
                lambda c, core: torch_seconds(c, STARTS // cores, cores, core))
        if case == (8, 10000, 1):
            alone = min(ours(case, 1, 1)[1] for _ in range(wish.rounds))
            print(f"{'':8} {'':16} {alone * TRIAL_STEPS:12.1f} s a trial of {TRIAL_STEPS} steps on one thread", flush=True)
