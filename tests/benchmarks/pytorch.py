"""PyTorch as a peer: Debian's, installed where it is missing."""
import os
import subprocess
import sys

from measure import output, stop


def torch_version():
    """What `describe` says of it, once it is there."""
    ask = [sys.executable, "-c", "import torch; print('PyTorch', torch.__version__)"]
    if subprocess.run(ask, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        if os.geteuid() != 0:
            stop("PyTorch is missing: apt-get install python3-torch")
        output("apt-get", "install", "--yes", "--no-install-recommends", "python3-torch")
    return output(*ask).strip()
