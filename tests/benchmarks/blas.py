"""core/blas beside OpenBLAS, or beside an older build of ours.

A process runs one case with one library and gives the least of its repetitions, after it has checked the answer.
OpenBLAS runs at its best: each case with the fastest of its kernels that the CPU can run (OPENBLAS_CORETYPE), tried before
the rounds; OPENBLAS_L2_SIZE unset.
"""
import sys

from measure import build, describe, environment, fastest_core, in_turn, openblas_cores, output, stop, with_core

OPENBLAS = "libopenblas.so.0"
# core/blas may use what OpenBLAS finds on this machine; to compare narrower paths both are held to the same one.
NARROWER = {"sse2": ["Core2"], "avx2": ["Haswell", "Zen"]}


def openblas_version(cores):
    ask = ("import ctypes; function = ctypes.CDLL('%s').openblas_get_config\n"
           "function.restype = ctypes.c_char_p; print(function().decode())")
    return f"{' '.join(output(sys.executable, '-c', ask % OPENBLAS).split()[:2])}, the fastest of its kernels: {', '.join(cores)}"


def run(wish):
    ours = [build("bench_blas")]
    peer = [wish.older] if wish.older else ours + ["--peer", OPENBLAS]
    cores = NARROWER.get(wish.simd) or openblas_cores()
    surroundings = environment(wish.threads, **({"NTK_SIMD": wish.simd} if wish.simd else {}))
    cases = [name for name in output(*ours, "--list").splitlines() if any(text in name for text in wish.only)]
    if not cases:
        stop("no case has such a name")

    describe(__doc__, wish.older or openblas_version(cores),
             f"{wish.simd or 'widest'} instruction set, threads {wish.threads}, rounds {wish.rounds}")
    print(f"{'case':24} {'ours GFLOP/s':>13} {'peer GFLOP/s':>13} {'ours µs':>12} {'ratio':>7}  peer's kernels")
    for name in cases:
        operations = 0

        def seconds(command, core=""):
            nonlocal operations
            _, time, operations = output(*command, "--case", name,
                                         env=with_core(surroundings, core)).split("\t")
            return float(time)

        core = "" if wish.older else fastest_core(lambda core: seconds(peer, core), cores)
        mine, theirs, ratio = in_turn(wish.rounds, lambda: seconds(ours), lambda: seconds(peer, core))
        giga = float(operations) / 1e9
        print(f"{name:24} {giga / mine:13.1f} {giga / theirs:13.1f} {mine * 1e6:12.1f} {ratio:7.2f}  {core}", flush=True)
