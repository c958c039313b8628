#!/usr/bin/env python3
"""What bench_training does, in PyTorch: training_torch.py ROWS WIDTH HIDDEN_LAYERS THREADS STARTS

Prints the error after five steps, waits for a line, then prints the seconds a step. Gradients are set to none, not zeroed,
and all parameters are updated by one call."""
import math
import sys
import time

import numpy
import torch

INPUTS = 10


def numbers(count, step=1):
    x = numpy.arange(count, dtype=float) * step + 1
    product = x * x * 0.6180339887498949
    return torch.from_numpy(2 * (product - numpy.floor(product)) - 1)


class Start:
    def __init__(self, rows, width, hidden_layers):
        self.x, self.y = numbers(rows * INPUTS).reshape(rows, INPUTS), numbers(rows, 7)
        sizes = [INPUTS] + [width] * hidden_layers + [1]
        drawn = numbers(sum(m * n for m, n in zip(sizes, sizes[1:])))
        layers, place = [], 0
        for m, n in zip(sizes, sizes[1:]):
            linear = torch.nn.Linear(m, n, bias=False, dtype=torch.float64)
            # Ours is (inputs, outputs), PyTorch's the transpose.
            weights = drawn[place:place + m * n].reshape(m, n) * math.sqrt(6 / m)
            linear.weight.data = weights.T.contiguous()
            place += m * n
            layers += [linear, torch.nn.ReLU(inplace=True)]
        self.network = torch.nn.Sequential(*layers[:-1])
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
    rows, width, hidden_layers, threads, starts = map(int, sys.argv[1:])
    torch.set_num_threads(threads)
    networks = [Start(rows, width, hidden_layers) for _ in range(starts)]
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
