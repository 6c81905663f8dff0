"""Times whole training steps (forward, loss, backward, update) of a net in PyTorch: the same layers as `seven net NAME`,
the same kind of update. A yardstick: it is never linked into the library.

Usage: torch_step.py NET BATCH THREADS STEPS [DEVICE]     NET: cifar-80sec, cifar-18pct, alexnet or vgg-d
DEVICE is cpu (if it is left out) or cuda: there in float32 like ours, not TF32, with the algorithms that cuDNN finds to
be the fastest, and the images start on the CPU, as they do for ours.
Prints the rate, and before it the most memory that the process held. PyTorch has no response normalisation within a
map; its LocalResponseNorm across channels stands in, with as many terms in a window's sum as the channels allow.

glibc gives large blocks back to the system after each step and asks for them anew in the next, which on virtual machines
can take longer than the arithmetic. So the script starts itself again with settings that make glibc keep them: PyTorch at
its best. It holds more memory that way; PLAIN=1 in the environment leaves glibc as it is. What ./seven tells its own
OpenMP threads is left out too.
"""
import os
import resource
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


def cifar(name):
    normalise = name == "cifar-18pct"
    layers = block(3, 32, True, "max", normalise) + block(32, 32, False, "average", normalise)
    layers += block(32, 64, False, "average", False) + [nn.Flatten()]
    if name == "cifar-18pct":
        return nn.Sequential(*layers, nn.Linear(1024, 10))
    return nn.Sequential(*layers, nn.Linear(1024, 64), nn.ReLU(inplace=True), nn.Linear(64, 10))


def head(inputs):
    hidden = [nn.Linear(inputs, 4096), nn.ReLU(inplace=True), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(inplace=True),
              nn.Dropout()]
    return [nn.Flatten(), *hidden, nn.Linear(4096, 1000)]


def alexnet():
    def norm_and_pool():
        return [nn.LocalResponseNorm(5, 5 * 1e-4, 0.75, 2.0), nn.MaxPool2d(3, 2)]

    layers = [nn.Conv2d(3, 96, 11, 4), nn.ReLU(inplace=True), *norm_and_pool()]
    layers += [nn.Conv2d(96, 256, 5, padding=2, groups=2), nn.ReLU(inplace=True), *norm_and_pool()]
    for channels, kernels, groups in ((256, 384, 1), (384, 384, 2), (384, 256, 2)):
        layers += [nn.Conv2d(channels, kernels, 3, padding=1, groups=groups), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers, nn.MaxPool2d(3, 2), *head(9216))


def vgg_d():
    layers, channels = [], 3
    for kernels, convolutions in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(convolutions):
            layers += [nn.Conv2d(channels, kernels, 3, padding=1), nn.ReLU(inplace=True)]
            channels = kernels
        layers.append(nn.MaxPool2d(2, 2))
    return nn.Sequential(*layers, *head(25088))


# Name: (what makes the net, the side of its images, classes)
NETS = {"cifar-80sec": (lambda: cifar("cifar-80sec"), 32, 10), "cifar-18pct": (lambda: cifar("cifar-18pct"), 32, 10),
        "alexnet": (alexnet, 227, 1000), "vgg-d": (vgg_d, 224, 1000)}


KEEP = {"MALLOC_MMAP_THRESHOLD_": "8589934592", "MALLOC_TRIM_THRESHOLD_": "8589934592",
        "MALLOC_TOP_PAD_": "268435456"}


def main():
    if "PLAIN" not in os.environ and "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        others = {k: v for k, v in os.environ.items() if k not in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")}
        os.execve(sys.executable, [sys.executable, *sys.argv], {**others, **KEEP})
    name, batch, threads, steps = sys.argv[1], *map(int, sys.argv[2:5])
    device = sys.argv[5] if len(sys.argv) > 5 else "cpu"
    if name not in NETS:
        sys.exit(f"torch_step.py: no net called {name}; use one of {', '.join(NETS)}")
    make, side, classes = NETS[name]
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    net = make().to(device)
    optimiser = torch.optim.SGD(net.parameters(), 0.001, momentum=0.9, weight_decay=0.004)
    loss_of = nn.CrossEntropyLoss()
    images, labels = torch.randn(batch, 3, side, side), torch.randint(0, classes, (batch,))
    times = []
    for _ in range(steps + 1):
        start = time.perf_counter()
        optimiser.zero_grad()
        loss_of(net(images.to(device)), labels.to(device)).backward()
        optimiser.step()
        if device == "cuda":
            torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if device == "cuda":
        memory = torch.cuda.max_memory_allocated() / 2**20
    print(f"most memory held: {memory:.0f} MiB, {sum(p.numel() for p in net.parameters()):,} parameters")
    median = sorted(times[1:])[steps // 2]
    print(f"torch {torch.__version__} {name} batch {batch} threads {threads} {device}: median step {median * 1e3:.1f} ms, "
          f"{batch / median:.1f} images/s")


if __name__ == "__main__":
    main()
