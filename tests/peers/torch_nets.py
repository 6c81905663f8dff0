"""cuda-convnet's CIFAR-10 nets in PyTorch, written from the tables of `seven net NAME` and from cuda-convnet's rule for
its normalisations, which divide `scale` by the elements of a window: n across maps, n^2 within one."""
import math
import re

import numpy
import torch
import torch.nn.functional as F

from torch_ops import unshared

NEAR = 3e-6  # a ReLU or a maximum decided by less than this share of the layer's size is too near to call in float32


class Pass:
    """One forward pass; remembers how near it came to a kink, where a rounding error moves a gradient for good."""

    def __init__(self, parameters, x):
        self.parameters, self.x, self.margin = parameters, x, math.inf

    def near(self, distances, values):
        size = float(values.square().mean().sqrt())
        if distances.numel() > 0 and size > 0:
            self.margin = min(self.margin, float(distances.min()) / size)

    def of(self, name):
        return self.parameters[name + ".weight"], self.parameters[name + ".bias"]

    def conv(self, name):
        self.x = F.conv2d(self.x, *self.of(name), padding=2)

    def local(self, name):
        self.x = unshared(self.x, *self.of(name), 1, 1)

    def linear(self, name):
        self.x = F.linear(self.x.flatten(1), *self.of(name))

    def relu(self):
        self.near(self.x.detach().abs(), self.x.detach())
        self.x = F.relu(self.x)

    def max_pool(self):
        x = self.x.detach()
        images, channels, height, width = x.shape
        high, wide = (-(-(side - 3) // 2) * 2 + 3 - side for side in (height, width))  # what the cut window lacks
        windows = F.pad(x, (0, wide, 0, high), value=-1e30).unfold(2, 3, 2).unfold(3, 3, 2).flatten(4)
        best = windows.topk(2).values
        # A ReLU stands before or after: a maximum that is not positive passes no gradient.
        self.near((best[..., 0] - best[..., 1])[best[..., 0] > 0], x)
        self.x = F.max_pool2d(self.x, 3, 2, ceil_mode=True)

    def average_pool(self):
        self.x = F.avg_pool2d(self.x, 3, 2, ceil_mode=True)

    def within_map(self, size, scale, power):
        half = size // 2
        mean = F.avg_pool2d(self.x.square(), size, 1, half)  # zeros count: the mean over size^2 places
        self.x = self.x / (1 + scale * mean) ** power

    def across_maps(self, size, scale, power):
        self.x = F.local_response_norm(self.x, size, scale, power, 1.0)


def cifar_80sec(net):
    net.conv("conv1"), net.max_pool(), net.relu()
    net.conv("conv2"), net.relu(), net.average_pool()
    net.conv("conv3"), net.relu(), net.average_pool()
    net.linear("fc64"), net.relu(), net.linear("fc10")


def cifar_18pct(net):
    net.conv("conv1"), net.max_pool(), net.relu(), net.within_map(3, 5e-5, 0.75)
    net.conv("conv2"), net.relu(), net.average_pool(), net.within_map(3, 5e-5, 0.75)
    net.conv("conv3"), net.relu(), net.average_pool(), net.linear("fc10")


def cifar_conv_local_13pct(net):
    net.conv("conv1"), net.relu(), net.max_pool()
    net.conv("conv2"), net.relu(), net.max_pool()
    net.local("local3"), net.relu(), net.local("local4"), net.relu(), net.linear("fc10")


def cifar_conv_local_11pct(net):
    net.conv("conv1"), net.relu(), net.max_pool(), net.across_maps(9, 0.001, 0.75)
    net.conv("conv2"), net.relu(), net.across_maps(9, 0.001, 0.75), net.max_pool()
    net.local("local3"), net.relu(), net.local("local4"), net.relu(), net.linear("fc10")


NETS = {"cifar-80sec": (cifar_80sec, 32), "cifar-18pct": (cifar_18pct, 32),
        "cifar-conv-local-13pct": (cifar_conv_local_13pct, 24), "cifar-conv-local-11pct": (cifar_conv_local_11pct, 24)}


def parameter_shapes(lines):
    """{"conv1.weight": (32, 3, 5, 5), ...} from the lines of `seven net NAME --parameters`."""
    return {line.split(" ", 1)[0]: tuple(map(int, re.findall(r"\d+", line.split(" ", 1)[1]))) for line in lines}


def draw_parameters(shapes, scale, rng):
    """Weights that keep the size of what passes through; the last layer's bring it down to logits of size about 1."""
    parameters = {}
    for name, shape in shapes.items():
        if name.endswith(".bias"):
            parameters[name] = rng.standard_normal(shape) * (0.1 if name == "fc10.bias" else 0.1 * scale)
        else:
            inputs = math.prod(shape[3:] if len(shape) == 6 else shape[1:])
            size = math.sqrt(2 / inputs) / (scale if name == "fc10.weight" else 1)
            parameters[name] = rng.standard_normal(shape) * size
    return parameters


def draw(name, shapes, images, scale, rng, dtype):
    """The tensors for `seven grads` and what PyTorch makes of them; drawn again while float32 is too near a kink."""
    forward, side = NETS[name]
    while True:
        tensors = {key: value.astype(dtype) for key, value in draw_parameters(shapes, scale, rng).items()}
        given = tensors | {"images": (rng.standard_normal((images, 3, side, side)) * scale).astype(dtype),
                           "labels": rng.integers(0, 10, images)}
        leaves = {key: torch.tensor(value.astype(numpy.float64), requires_grad=True) for key, value in tensors.items()}
        net = Pass(leaves, torch.tensor(given["images"].astype(numpy.float64)))
        forward(net)
        if dtype == numpy.float64 or net.margin > NEAR:
            break
    loss = F.cross_entropy(net.x, torch.tensor(given["labels"]))
    loss.backward()
    return given, {"logits": net.x, "loss": loss} | {"grad_" + key: leaf.grad for key, leaf in leaves.items()}
