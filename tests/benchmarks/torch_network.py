"""What network.hpp makes, in PyTorch."""
import math

import numpy
import torch

INPUTS = 10


def numbers(count, step=1):
    x = numpy.arange(count, dtype=float) * step + 1
    product = x * x * 0.6180339887498949
    return torch.from_numpy(2 * (product - numpy.floor(product)) - 1)


def make_network(width, hidden_layers):
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
    return torch.nn.Sequential(*layers[:-1])


def make_inputs(rows):
    return numbers(rows * INPUTS).reshape(rows, INPUTS)
