#!/usr/bin/env python3
"""What bench_training does, in PyTorch: training_torch.py standard|ntk ROWS WIDTH HIDDEN_LAYERS THREADS STARTS

Prints the error after five steps, waits for a line, then prints the seconds a step. Gradients are set to none, not zeroed,
and all parameters are updated by one call."""
import math
import sys
import time

import torch

from torch_network import inputs_of, make_inputs, make_network, numbers


class Start:
    def __init__(self, parameterization, rows, width, hidden_layers):
        self.x, self.y = make_inputs(rows, inputs_of(parameterization)), numbers(rows, 7)
        self.network = make_network(parameterization, width, hidden_layers)
        self.parameters = list(self.network.parameters())

    def step(self):
        residual = self.network(self.x)[:, 0] - self.y
        squares = torch.dot(residual, residual)
        (squares / 2).backward()
        with torch.no_grad():
            torch._foreach_add_(self.parameters, [p.grad for p in self.parameters], alpha=-1e-6)
        for p in self.parameters:
            p.grad = None
        return squares


def main():
    parameterization = sys.argv[1]
    rows, width, hidden_layers, threads, starts = map(int, sys.argv[2:])
    torch.set_num_threads(threads)
    networks = [Start(parameterization, rows, width, hidden_layers) for _ in range(starts)]
    for _ in range(6):
        for network in networks:
            error = network.step().item() / rows
    print(repr(error), flush=True)
    sys.stdin.readline()
    least, total, rounds = math.inf, 0, 0
    while rounds < 5 or total < 0.3:
        begin = time.perf_counter()
        for network in networks:
            network.step()
        spent = time.perf_counter() - begin
        least, total, rounds = min(least, spent), total + spent, rounds + 1
    print(f"{least / starts:.9f}")


main()
