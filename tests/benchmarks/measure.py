"""What all benchmarks share: the build, the machine's description, times taken in turn."""
import os
import statistics
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.path.join(ROOT, "build", "release")


def stop(message):
    sys.exit(f"tests/benchmarks/run: {message}")


def output(*command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        stop(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def build(target):
    """Builds the program of that name; returns its path."""
    output("cmake", "--preset", "release", cwd=ROOT)
    output("cmake", "--build", BUILD, "--target", target)
    return os.path.join(BUILD, "tests", "benchmarks", target)


def environment(threads, **more):
    """This process's, without what would hold back either side, with that many threads for both, and with an allocator that
    keeps its memory: a peer's large temporaries would go back to the system each time, which zeroes them for the next."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("OPENBLAS_", "NTK_", "OMP_", "GOTO_"))}
    memory = {"MALLOC_MMAP_THRESHOLD_": str(2**32), "MALLOC_TRIM_THRESHOLD_": str(2**33)}
    return kept | {"NTK_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)} | memory | more


# OpenBLAS's kernels by the names that OPENBLAS_CORETYPE takes, and the CPU's features that they need.
CORES = {"SkylakeX": {"avx512f", "avx512dq", "avx512vl", "avx512bw", "avx512cd"}, "Zen": {"avx2", "fma"},
         "Haswell": {"avx2", "fma"}, "Sandybridge": {"avx"}, "Core2": {"ssse3"}}


def with_core(surroundings, core):
    """These surroundings with one of OpenBLAS's cores; with its own choice where that is empty."""
    return surroundings | ({"OPENBLAS_CORETYPE": core} if core else {})


def openblas_cores():
    """Those of them that this CPU can run."""
    with open("/proc/cpuinfo") as lines:
        features = set(next(line for line in lines if line.startswith("flags")).split())
    return [core for core, needs in CORES.items() if needs <= features]


def fastest_core(seconds, cores=None):
    """The one of OpenBLAS's cores with which seconds(core) is least. Its own choice is poor on a CPU newer than itself."""
    return min(cores or openblas_cores(), key=lambda core: min(seconds(core), seconds(core)))


def in_turn(rounds, ours, peer):
    """Calls the two, which return seconds, in turn. Returns the median of each and of the rounds' ratios peer / ours."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    mine, theirs = zip(*pairs)
    return statistics.median(mine), statistics.median(theirs), statistics.median(b / a for a, b in pairs)


def describe(method, peer, details):
    with open("/proc/cpuinfo") as lines:
        models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    print(f"\n{method.strip()}\n")
    print(f"machine   {models[0]}, {len(models)} processors, load {os.getloadavg()[0]:.1f}")
    print(f"ours      {output('git', '-C', ROOT, 'describe', '--always', '--dirty').strip()}, "
          f"{output('c++', '--version').splitlines()[0]}")
    print(f"peer      {peer}")
    print(f"          {details}\n")
