"""Times whole training steps (forward, loss, backward, update) of a CIFAR-10 net in PyTorch on the CPU: the same layers
as `seven net NAME`, the same kind of update. A yardstick: it is never linked into the library.

Usage: torch_step.py NET BATCH THREADS STEPS        NET: cifar-80sec or cifar-18pct
PyTorch has no response normalisation within a map; its LocalResponseNorm across channels stands in, with as many terms
in a window's sum as the channels allow.
"""
import sys
import time

import torch
from torch import nn


def block(channels, kernels, pool_first, pool, normalise):
    conv = nn.Conv2d(channels, kernels, 5, padding=2)
    pooling = (nn.MaxPool2d if pool == "max" else nn.AvgPool2d)(3, 2, ceil_mode=True)
    relu = nn.ReLU(inplace=True)
    layers = [conv, pooling, relu] if pool_first else [conv, relu, pooling]
    if normalise:
        layers.append(nn.LocalResponseNorm(3, 5e-5, 0.75, 1.0))
    return layers


def network(name):
    normalise = name == "cifar-18pct"
    layers = block(3, 32, True, "max", normalise) + block(32, 32, False, "average", normalise)
    layers += block(32, 64, False, "average", False) + [nn.Flatten()]
    if name == "cifar-18pct":
        return nn.Sequential(*layers, nn.Linear(1024, 10))
    if name == "cifar-80sec":
        return nn.Sequential(*layers, nn.Linear(1024, 64), nn.ReLU(inplace=True), nn.Linear(64, 10))
    sys.exit(f"torch_step.py: no net called {name}; use cifar-80sec or cifar-18pct")


def main():
    name, batch, threads, steps = sys.argv[1], *map(int, sys.argv[2:5])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    net = network(name)
    optimiser = torch.optim.SGD(net.parameters(), 0.001, momentum=0.9, weight_decay=0.004)
    loss_of = nn.CrossEntropyLoss()
    images, labels = torch.randn(batch, 3, 32, 32), torch.randint(0, 10, (batch,))
    times = []
    for _ in range(steps + 1):
        start = time.perf_counter()
        optimiser.zero_grad()
        loss_of(net(images), labels).backward()
        optimiser.step()
        times.append(time.perf_counter() - start)
    median = sorted(times[1:])[steps // 2]
    print(f"torch {torch.__version__} {name} batch {batch} threads {threads}: median step {median * 1e3:.1f} ms, "
          f"{batch / median:.1f} images/s")


if __name__ == "__main__":
    main()
