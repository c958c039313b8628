"""core/blas beside OpenBLAS, or beside an older build of ours.

A process runs one case with one library and gives the least of its repetitions, after it has checked the answer.
OpenBLAS runs at its best: OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE unset.
"""
import sys

from measure import build, describe, environment, in_turn, output, stop

OPENBLAS = "libopenblas.so.0"
# core/blas may use what OpenBLAS finds on this machine; to compare narrower paths both are held to the same one.
OPENBLAS_CORE = {"sse2": "Core2", "avx2": "Haswell", "avx512": None}


def openblas_version(surroundings):
    """Its version and the kernels that it picks in these surroundings."""
    ask = ("import ctypes; library = ctypes.CDLL('%s')\n"
           "for name in 'openblas_get_config', 'openblas_get_corename':\n"
           "    function = getattr(library, name); function.restype = ctypes.c_char_p; print(function().decode())")
    config, core = output(sys.executable, "-c", ask % OPENBLAS, env=surroundings).splitlines()
    return f"{' '.join(config.split()[:2])}, kernels for {core}"


def run(wish):
    ours = [build("bench_blas")]
    peer = [wish.older] if wish.older else ours + ["--peer", OPENBLAS]
    held = {}
    if wish.simd:
        held["NTK_SIMD"] = wish.simd
        if OPENBLAS_CORE[wish.simd]:
            held["OPENBLAS_CORETYPE"] = OPENBLAS_CORE[wish.simd]
    surroundings = environment(wish.threads, **held)
    cases = [name for name in output(*ours, "--list").splitlines() if any(text in name for text in wish.only)]
    if not cases:
        stop("no case has such a name")

    describe(__doc__, wish.older or openblas_version(surroundings),
             f"{wish.simd or 'widest'} instruction set, threads {wish.threads}, rounds {wish.rounds}")
    print(f"{'case':24} {'ours GFLOP/s':>13} {'peer GFLOP/s':>13} {'ours µs':>12} {'ratio':>7}")
    for name in cases:
        operations = 0

        def seconds(command):
            nonlocal operations
            _, time, operations = output(*command, "--case", name, env=surroundings).split("\t")
            return float(time)

        mine, theirs, ratio = in_turn(wish.rounds, lambda: seconds(ours), lambda: seconds(peer))
        giga = float(operations) / 1e9
        print(f"{name:24} {giga / mine:13.1f} {giga / theirs:13.1f} {mine * 1e6:12.1f} {ratio:7.2f}", flush=True)
