"""PyTorch as a peer: Debian's, installed where it is missing."""
import os
import subprocess

from measure import output, stop

PYTHON = "/usr/bin/python3"
# Its temporaries would go back to the system after every step, and be zeroed by it before the next.
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**30), "MALLOC_TRIM_THRESHOLD_": str(2**32)}


def torch_version():
    """What `describe` says of it, once it is there."""
    ask = [PYTHON, "-c", "import torch; print('PyTorch', torch.__version__)"]
    if subprocess.run(ask, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        if os.geteuid() != 0:
            stop("PyTorch is missing: apt-get install python3-torch")
        output("apt-get", "install", "--yes", "--no-install-recommends", "python3-torch")
    return output(*ask).strip()
