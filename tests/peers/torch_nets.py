"""The nets in PyTorch, written from the tables of `seven net NAME` and from cuda-convnet's rule for its normalisations,
which divide `scale` by the elements of a window: n across maps, n^2 within one. AlexNet's formula divides by nothing,
PyTorch's by n."""
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

    def conv(self, name, pad=2, stride=1, groups=1):
        self.x = F.conv2d(self.x, *self.of(name), stride, pad, 1, groups)

    def local(self, name):
        self.x = unshared(self.x, *self.of(name), 1, 1)

    def linear(self, name):
        self.x = F.linear(self.x.flatten(1), *self.of(name))

    def relu(self):
        self.near(self.x.detach().abs(), self.x.detach())
        self.x = F.relu(self.x)

    def max_pool(self, window=3, stride=2, ceil=True):
        x = self.x.detach()
        high, wide = (-(side - window) % stride if ceil else 0 for side in x.shape[2:])  # what the cut window lacks
        windows = F.pad(x, (0, wide, 0, high), value=-1e30).unfold(2, window, stride).unfold(3, window, stride)
        best = windows.flatten(4).topk(2).values
        # A ReLU stands before or after: a maximum that is not positive passes no gradient.
        self.near((best[..., 0] - best[..., 1])[best[..., 0] > 0], x)
        self.x = F.max_pool2d(self.x, window, stride, ceil_mode=ceil)

    def average_pool(self):
        self.x = F.avg_pool2d(self.x, 3, 2, ceil_mode=True)

    def within_map(self, size, scale, power):
        half = size // 2
        mean = F.avg_pool2d(self.x.square(), size, 1, half)  # zeros count: the mean over size^2 places
        self.x = self.x / (1 + scale * mean) ** power

    def across_maps(self, size, scale, power, k=1.0):
        self.x = F.local_response_norm(self.x, size, scale, power, k)

    def halve(self):
        self.x = 0.5 * self.x


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


def alexnet(net):
    net.conv("conv1", 0, 4), net.relu(), net.across_maps(5, 5e-4, 0.75, 2.0), net.max_pool(ceil=False)
    net.conv("conv2", 2, 1, 2), net.relu(), net.across_maps(5, 5e-4, 0.75, 2.0), net.max_pool(ceil=False)
    net.conv("conv3", 1), net.relu(), net.conv("conv4", 1, 1, 2), net.relu(), net.conv("conv5", 1, 1, 2), net.relu()
    net.max_pool(ceil=False), net.linear("fc6"), net.relu(), net.halve(), net.linear("fc7"), net.relu(), net.halve()
    net.linear("fc8")


def vgg_d(net):
    for block, convolutions in enumerate((2, 2, 3, 3, 3), 1):
        for i in range(1, convolutions + 1):
            net.conv(f"conv{block}_{i}", 1), net.relu()
        net.max_pool(2, 2, False)
    net.linear("fc6"), net.relu(), net.linear("fc7"), net.relu(), net.linear("fc8")


NETS = {"cifar-80sec": (cifar_80sec, 32), "cifar-18pct": (cifar_18pct, 32),
        "cifar-conv-local-13pct": (cifar_conv_local_13pct, 24), "cifar-conv-local-11pct": (cifar_conv_local_11pct, 24)}
# A gigabyte of parameters each, and so many units that some always lie at a kink: checked only when named, and their
# gradients only in float64.
LARGE_NETS = {"alexnet": (alexnet, 227), "vgg-d": (vgg_d, 224)}


def parameter_shapes(lines):
    """{"conv1.weight": (32, 3, 5, 5), ...} from the lines of `seven net NAME --parameters`."""
    return {line.split(" ", 1)[0]: tuple(map(int, re.findall(r"\d+", line.split(" ", 1)[1]))) for line in lines}


def draw_parameters(shapes, scale, rng):
    """Weights that keep the size of what passes through; the last layer's bring it down to logits of size about 1."""
    last = list(shapes)[-1].split(".")[0]
    parameters = {}
    for name, shape in shapes.items():
        if name.endswith(".bias"):
            parameters[name] = rng.standard_normal(shape) * (0.1 if name == last + ".bias" else 0.1 * scale)
        else:
            inputs = math.prod(shape[3:] if len(shape) == 6 else shape[1:])
            size = math.sqrt(2 / inputs) / (scale if name == last + ".weight" else 1)
            parameters[name] = rng.standard_normal(shape) * size
    return parameters


def draw(name, shapes, images, scale, rng, dtype):
    """The tensors for `seven grads` and what PyTorch makes of them; drawn again while float32 is too near a kink."""
    forward, side = (NETS | LARGE_NETS)[name]
    classes = list(shapes.values())[-1][0]
    while True:
        tensors = {key: value.astype(dtype) for key, value in draw_parameters(shapes, scale, rng).items()}
        given = tensors | {"images": (rng.standard_normal((images, 3, side, side)) * scale).astype(dtype),
                           "labels": rng.integers(0, classes, images)}
        leaves = {key: torch.tensor(value.astype(numpy.float64), requires_grad=True) for key, value in tensors.items()}
        net = Pass(leaves, torch.tensor(given["images"].astype(numpy.float64)))
        forward(net)
        if dtype == numpy.float64 or net.margin > NEAR or name in LARGE_NETS:
            break
    loss = F.cross_entropy(net.x, torch.tensor(given["labels"]))
    expected = {"logits": net.x, "loss": loss}
    if dtype == numpy.float64 or name not in LARGE_NETS:
        loss.backward()
        expected |= {"grad_" + key: leaf.grad for key, leaf in leaves.items()}
    return given, expected
