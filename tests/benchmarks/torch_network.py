"""What network.hpp makes, in PyTorch."""
import math

import numpy
import torch


def numbers(count, step=1):
    x = numpy.arange(count, dtype=float) * step + 1
    product = x * x * 0.6180339887498949
    return torch.from_numpy(2 * (product - numpy.floor(product)) - 1)


class NtkLinear(torch.nn.Linear):
    """The factor is taken by the rows, which are fewer than the weights."""

    def forward(self, x):
        return torch.nn.functional.linear(x * (1 / math.sqrt(self.in_features)), self.weight, self.bias)


def inputs_of(parameterization):
    return 10 if parameterization == "standard" else 15


def make_network(parameterization, width, hidden_layers):
    standard = parameterization == "standard"
    sizes = [inputs_of(parameterization)] + [width] * hidden_layers + [1]
    drawn = numbers(sum((m if standard else m + 1) * n for m, n in zip(sizes, sizes[1:])))
    layers, place = [], 0
    for m, n in zip(sizes, sizes[1:]):
        scale = math.sqrt(6 / m if standard else 3)
        linear = (torch.nn.Linear if standard else NtkLinear)(m, n, bias=not standard, dtype=torch.float64)
        # Ours is (inputs, outputs), PyTorch's the transpose.
        linear.weight.data = (drawn[place:place + m * n].reshape(m, n) * scale).T.contiguous()
        place += m * n
        if not standard:
            linear.bias.data = drawn[place:place + n] * scale
            place += n
        layers += [linear, torch.nn.ReLU(inplace=True)]
    return torch.nn.Sequential(*layers[:-1])


def make_inputs(rows, inputs):
    return numbers(rows * inputs).reshape(rows, inputs)
