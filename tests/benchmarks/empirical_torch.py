#!/usr/bin/env python3
"""What bench_empirical does, in PyTorch: empirical_torch.py POINTS WIDTH HIDDEN_LAYERS

The Jacobian of every parameter, a sample at a time under vmap, contracted over the parameters."""
import math
import os
import sys
import time

import torch
from functorch import grad, make_functional, vmap

from torch_network import inputs_of, make_inputs, make_network


def main():
    points, width, hidden_layers = map(int, sys.argv[1:])
    torch.set_num_threads(os.cpu_count())
    network, parameters = make_functional(make_network("standard", width, hidden_layers))
    parameters = [p.detach() for p in parameters]
    x = make_inputs(points, inputs_of("standard"))
    jacobians = vmap(grad(lambda of, sample: network(of, sample[None])[0, 0]), (None, 0))

    least = math.inf
    for _ in range(2):
        begin = time.perf_counter()
        with torch.no_grad():
            kernel = sum(j.flatten(1) @ j.flatten(1).T for j in jacobians(parameters, x))
        least = min(least, time.perf_counter() - begin)
    print(repr(kernel[0, 0].item()), repr(kernel[0, -1].item()), least)


main()
