"""Checks ops and whole nets of Seven Loops against PyTorch's autograd, on fresh random cases, through files alone: what
any test suite can do, in any language.

Usage: torch_check.py PROGRAM [--seed S] [--cases N] [--device DEVICE] [--op NAME ...] [--net NAME ...]

PROGRAM is the built `seven`. Each op is run with all its variants, in float32 and float64, on N cases; each net in both
with 1, 3 and 8 images of size 1 and of size 60. PyTorch works in float64 on the same numbers, so the error is Seven Loops' own: near 1e-7 in
float32 and 1e-15 in float64. Without --op and --net all ops and nets are checked; with one of them, just those named.
--device simt or cuda checks the kernels: all ops that have some, and nets where they are named. Tensor cores round what
they multiply, so their variants are held to that rounding.
alexnet and vgg-d are checked only when named, with one image: they take minutes and up to 12 GiB, and among so many
units some always lie at a kink of ReLU, so that float32 is compared in its logits and loss only.

Prints one line an op or net. A failure prints its case, the command to run again and the files, which it keeps.
Exit code: 0 all agree, 1 something differs, 2 wrong use, 77 PyTorch is not installed.
"""
import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

try:
    import numpy
    import torch
except ImportError as problem:
    print(f"torch_check.py: skipped: {problem}")
    sys.exit(77)

import safetensors_io
import torch_nets
import torch_ops

DTYPES = {"float32": numpy.float32, "float64": numpy.float64}
TOLERANCE = {"float32": 5e-6, "float64": 1e-13}
ROUNDED = {"tensor_core_tf32": 2.0**-10, "tensor_core_bf16": 2.0**-7}  # twice what an operand may be off by
NET_TOLERANCE = {"float32": 2e-5, "float64": 1e-13}  # a rounding error passes a dozen layers, and gradients cancel


def difference(name, got, expected, floor, dtype):
    """The relative error in norm, or a sentence about what else is wrong. `floor`: what the norm of `expected` counts
    as at the least, for results in which larger terms cancel."""
    if name not in got:
        return f"{name} is not written"
    have, want = got[name], expected[name].detach().numpy()
    if have.shape != want.shape:
        return f"{name} has shape {have.shape}, not {want.shape}"
    if have.dtype != DTYPES[dtype]:
        return f"{name} is {have.dtype}, not {dtype}"
    error = float(numpy.linalg.norm(have.astype(numpy.float64) - want))
    scale = max(float(numpy.linalg.norm(want)), floor)
    return 0.0 if error == 0.0 else error / scale if scale > 0.0 else float("inf")


class Checker:
    """Runs the program and counts what differs."""

    def __init__(self, program, seed, device):
        self.program = os.path.abspath(program)
        self.seed = seed
        self.device = ["--device", device]
        self.directory = tempfile.mkdtemp(prefix="torch_check_")
        self.failures = 0

    def path(self, name):
        return os.path.join(self.directory, name + ".safetensors")

    def run(self, arguments):
        return subprocess.run([self.program, *arguments], capture_output=True, text=True)

    def lines(self, *arguments):
        result = self.run(arguments)
        if result.returncode != 0:
            sys.exit(f"torch_check.py: {shlex.join([self.program, *arguments])}: {result.stderr}")
        return result.stdout.splitlines()

    def outputs(self, arguments, tensors, label):
        """What the program writes for `tensors`: (outputs or None, the command, the two files)."""
        source, target = self.path(label), self.path(label + "_result")
        safetensors_io.write(source, tensors)
        command = [*arguments, "--in", source, "--out", target]
        result = self.run(command)
        got = safetensors_io.read(target) if result.returncode == 0 else None
        return got, result, shlex.join([self.program, *command]), [source, target]

    def fail(self, label, what, command):
        self.failures += 1
        print(f"FAIL {label}, seed {self.seed}: {what}\n     {command}", flush=True)

    def compare(self, label, arguments, tensors, expected, floors, dtype, tolerance, whole=True):
        """Runs one case; the worst error of its outputs. `expected` None: the program has to refuse it, exit 1. With
        `whole` false the program may write more than is expected."""
        got, result, command, files = self.outputs(arguments, tensors, label)
        failures = self.failures
        worst = 0.0
        if expected is None:
            if result.returncode != 1:
                self.fail(label, f"PyTorch refuses the case, the program ends with {result.returncode}", command)
        elif got is None:
            self.fail(label, f"exit code {result.returncode}: {result.stderr}", command)
        else:
            if whole and set(got) != set(expected):
                self.fail(label, f"writes {sorted(got)}, not {sorted(expected)}", command)
            for name in expected:
                error = difference(name, got, expected, floors.get(name, 0.0), dtype)
                if isinstance(error, str):
                    self.fail(label, error, command)
                    continue
                if not error <= tolerance:  # so that NaN fails
                    self.fail(label, f"{name} is off by {error:.2g}, the tolerance is {tolerance:.2g}", command)
                worst = max(worst, error) if error == error else float("inf")
        if self.failures == failures:
            for file in files:
                if os.path.exists(file):
                    os.remove(file)
        return worst


def report(name, what, worst, failed):
    errors = "  ".join(f"{dtype} {error:.1e}" for dtype, error in worst.items())
    print(f"{name:<24} {what:<32} worst relative error: {errors}  {'DIFFERS' if failed else 'agrees'}", flush=True)


def check_op(checker, name, cases):
    variants = checker.lines("op", name, "--list", *checker.device)
    if not variants:
        print(f"{name:<24} has no kernels", flush=True)
        return
    failures = checker.failures
    worst = dict.fromkeys(DTYPES, 0.0)
    for case in range(cases):
        for dtype, numpy_type in DTYPES.items():
            rng = numpy.random.default_rng([checker.seed, case, *name.encode()])
            for variant in variants:
                label = f"{name}_{case}_{dtype}_{variant}"
                state = rng.bit_generator.state
                arguments = ["op", name, "--variant", variant, *checker.device]
                error = torch_ops.CHECKS[name](checker, label, arguments, rng, numpy_type,
                                               ROUNDED.get(variant, TOLERANCE[dtype]))
                rng.bit_generator.state = state  # the same case for the next variant
                worst[dtype] = max(worst[dtype], error)
    report(name, f"{cases} cases, {' '.join(variants)}", worst, checker.failures > failures)


def check_net(checker, name):
    failures = checker.failures
    worst = dict.fromkeys(DTYPES, 0.0)
    count = 0
    shapes = torch_nets.parameter_shapes(checker.lines("net", name, "--parameters"))
    plain = [word for op in ("conv2d", "pool2d", "lrn", "local2d", "linear") for word in ("--" + op, "naive")]
    large = name in torch_nets.LARGE_NETS
    for dtype, numpy_type in DTYPES.items():
        for images in (1,) if large else (1, 3, 8):
            for scale in (1.0, 60.0):
                rng = numpy.random.default_rng([checker.seed, images, int(scale), *name.encode()])
                tensors, expected = torch_nets.draw(name, shapes, images, scale, rng, numpy_type)
                for variant in ([], plain) if images == 1 and name != "vgg-d" else ([],):
                    label = f"{name}_{images}_{scale:g}_{dtype}{'_naive' if variant else ''}"
                    error = checker.compare(label, ["grads", "--net", name, *checker.device, *variant], tensors, expected, {}, dtype,
                                            NET_TOLERANCE[dtype], whole=not (large and dtype == "float32"))
                    worst[dtype] = max(worst[dtype], error)
                    count += 1
    report(name, f"{count} passes, {len(shapes)} gradients{'' if large else ' each'}", worst, checker.failures > failures)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--op", action="append", choices=list(torch_ops.CHECKS), default=[])
    parser.add_argument("--net", action="append", choices=list(torch_nets.NETS | torch_nets.LARGE_NETS),
                        default=[])
    options = parser.parse_args()
    named = options.op or options.net
    torch.set_num_threads(1)
    checker = Checker(options.program, options.seed, options.device)
    for name in options.op if named else torch_ops.CHECKS:
        check_op(checker, name, options.cases)
    for name in options.net if named or options.device != "cpu" else torch_nets.NETS:
        check_net(checker, name)
    if checker.failures:
        print(f"{checker.failures} differences; the files are kept in {checker.directory}")
        return 1
    shutil.rmtree(checker.directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
