"""One check an op: draws a case from `rng`, computes it with PyTorch in float64 and compares. Read with `seven op NAME
--help` beside it.

Each function gets (checker, label, arguments, rng, dtype, tolerance) and returns the worst error.
"""
import numpy
import torch
import torch.nn.functional as F

CANCEL = 0.05  # a sum that cancels to less than this share of its terms' sizes counts as that share


def whole(rng, low, high):
    return int(rng.integers(low, high + 1))


def maybe(rng, share=0.5):
    return bool(rng.random() < share)


def doubles(tensors):
    """Leaves for autograd with the numbers of `tensors`."""
    return {name: torch.tensor(numpy.asarray(value, numpy.float64), requires_grad=True)
            for name, value in tensors.items()}


def absolute(tensors):
    return {name: numpy.abs(value) for name, value in tensors.items()}


def differentiate(function, tensors, grad_y):
    """y and grad_<name> for all of `tensors`; with grad_y None just y."""
    leaves = doubles(tensors)
    y = function(leaves)
    outputs = {"y": y}
    if grad_y is not None:
        y.backward(torch.tensor(numpy.asarray(grad_y, numpy.float64)))
        outputs |= {f"grad_{name}": leaf.grad for name, leaf in leaves.items()}
    return outputs


def norms(outputs):
    return {name: CANCEL * float(torch.linalg.norm(value.detach())) for name, value in outputs.items()}


def check_linear_map(checker, label, arguments, rng, dtype, tolerance, function, tensors):
    """An op that is linear in each of its inputs: the same map on absolute values gives the size of its terms."""
    tensors = {name: value.astype(dtype) for name, value in tensors.items()}
    try:
        shape = function(doubles(tensors)).shape
    except RuntimeError:
        return checker.compare(label, arguments, tensors, None, {}, numpy.dtype(dtype).name, tolerance)
    grad_y = rng.standard_normal(shape).astype(dtype) if maybe(rng, 0.85) else None
    expected = differentiate(function, tensors, grad_y)
    sizes = differentiate(function, absolute(tensors), None if grad_y is None else numpy.abs(grad_y))
    given = tensors if grad_y is None else tensors | {"grad_y": grad_y}
    return checker.compare(label, arguments, given, expected, norms(sizes), numpy.dtype(dtype).name, tolerance)


def conv2d(checker, label, arguments, rng, dtype, tolerance):
    groups, stride, pad = whole(rng, 1, 3), whole(rng, 1, 4), whole(rng, 0, 3)
    channels, kernels = groups * whole(rng, 1, 4), groups * whole(rng, 1, 6)
    tensors = {"x": rng.standard_normal((whole(rng, 1, 3), channels, whole(rng, 1, 17), whole(rng, 1, 17))),
               "w": rng.standard_normal((kernels, channels // groups, whole(rng, 1, 6), whole(rng, 1, 6)))}
    if maybe(rng, 0.8):
        tensors["b"] = rng.standard_normal(kernels)
    arguments = arguments + ["--stride", str(stride), "--pad", str(pad), "--groups", str(groups)]
    return check_linear_map(checker, label, arguments, rng, dtype, tolerance,
                            lambda t: F.conv2d(t["x"], t["w"], t.get("b"), stride, pad, 1, groups), tensors)


def gemm(checker, label, arguments, rng, dtype, tolerance):
    largest = [4, 40, 130, 600][whole(rng, 0, 3)]
    m, n, k = (whole(rng, 1, largest) for _ in range(3))
    ta, tb = maybe(rng), maybe(rng)
    tensors = {"a": rng.standard_normal((k, m) if ta else (m, k)), "b": rng.standard_normal((n, k) if tb else (k, n))}
    if maybe(rng):
        tensors["c"] = rng.standard_normal((m, n))
    tensors = {name: value.astype(dtype) for name, value in tensors.items()}

    def product(t):
        a, b = (t["a"].T if ta else t["a"]), (t["b"].T if tb else t["b"])
        return {"c": a @ b + t.get("c", 0.0)}

    arguments = arguments + (["--transpose-a"] if ta else []) + (["--transpose-b"] if tb else ["--transpose-b=false"])
    return checker.compare(label, arguments, tensors, product(doubles(tensors)), norms(product(doubles(absolute(tensors)))),
                           numpy.dtype(dtype).name, tolerance)


def pool2d(checker, label, arguments, rng, dtype, tolerance):
    window, stride = whole(rng, 1, 5), whole(rng, 1, 5)
    pad = max(whole(rng, 0, window // 2), whole(rng, 0, window // 2))
    mode, ceil, count_pad = ("max" if maybe(rng) else "average"), maybe(rng), maybe(rng)
    shape = (whole(rng, 1, 3), whole(rng, 1, 4), whole(rng, 1, 20), whole(rng, 1, 20))
    x = rng.integers(-2, 3, shape) if maybe(rng, 0.4) else rng.standard_normal(shape)

    def pool(t):
        if mode == "max":
            return F.max_pool2d(t["x"], window, stride, pad, ceil_mode=ceil)
        return F.avg_pool2d(t["x"], window, stride, pad, ceil_mode=ceil, count_include_pad=count_pad)

    arguments = arguments + ["--window", str(window), "--stride", str(stride), "--pad", str(pad), "--mode", mode,
                             "--ceil", str(ceil).lower(), "--count-pad", str(count_pad).lower()]
    return check_linear_map(checker, label, arguments, rng, dtype, tolerance, pool, {"x": x})


def lrn(checker, label, arguments, rng, dtype, tolerance):
    across = "channels" if maybe(rng) else "map"
    n, k, alpha, beta = whole(rng, 1, 9), rng.uniform(0.5, 3), 10 ** rng.uniform(-5, 0), rng.uniform(0.2, 1.5)
    k, alpha, beta = float(f"{k:.6g}"), float(f"{alpha:.6g}"), float(f"{beta:.6g}")
    shape = (whole(rng, 1, 3), whole(rng, 1, 12), whole(rng, 1, 9), whole(rng, 1, 9))
    tensors = {"x": (rng.standard_normal(shape) * [1.0, 1.0, 60.0][whole(rng, 0, 2)]).astype(dtype)}
    low, high = n // 2, (n - 1) // 2  # an even window reaches one further down

    def scale(x):
        squares = x * x
        if across == "map":
            return k + alpha * n * n * F.avg_pool2d(F.pad(squares, (low, high, low, high)), n, 1)
        padded = F.pad(squares, (0, 0, 0, 0, low, high))
        return k + alpha * sum(padded[:, i:i + x.shape[1]] for i in range(n))

    def normalise(t):
        if across == "map":
            return t["x"] * scale(t["x"]) ** -beta
        return F.local_response_norm(t["x"], n, alpha * n, beta, k)

    grad_y = rng.standard_normal(shape).astype(dtype) if maybe(rng, 0.85) else None
    expected = differentiate(normalise, tensors, grad_y)
    s = scale(torch.tensor(tensors["x"].astype(numpy.float64)))
    expected["scale"] = s
    floors = {} if grad_y is None else norms({"grad_x": torch.tensor(grad_y.astype(numpy.float64)) * s ** -beta})
    given = tensors if grad_y is None else tensors | {"grad_y": grad_y}
    arguments = arguments + ["--n", str(n), "--k", str(k), "--alpha", str(alpha), "--beta", str(beta), "--across", across]
    return checker.compare(label, arguments, given, expected, floors, numpy.dtype(dtype).name, tolerance)


def activation(checker, label, arguments, rng, dtype, tolerance):
    kind = ["relu", "tanh", "sigmoid"][whole(rng, 0, 2)]
    shape = tuple(whole(rng, 1, 7) for _ in range(whole(rng, 1, 5)))
    x = rng.integers(-2, 3, shape) if maybe(rng, 0.3) else rng.standard_normal(shape) * [1, 3, 100][whole(rng, 0, 2)]
    tensors = {"x": x.astype(dtype)}
    grad_y = rng.standard_normal(shape).astype(dtype) if maybe(rng, 0.85) else None
    expected = differentiate(lambda t: getattr(torch, kind)(t["x"]), tensors, grad_y)
    # Where a sigmoid saturates, 1 - y has few digits: its gradient is measured against grad_y.
    floors = {} if grad_y is None else norms({"grad_x": torch.tensor(grad_y)})
    given = tensors if grad_y is None else tensors | {"grad_y": grad_y}
    return checker.compare(label, arguments + ["--kind", kind], given, expected, floors, numpy.dtype(dtype).name,
                           tolerance)


def linear(checker, label, arguments, rng, dtype, tolerance):
    units = whole(rng, 1, 70)
    shape = (whole(rng, 1, 40), *(whole(rng, 1, 8) for _ in range(whole(rng, 1, 3))))
    tensors = {"x": rng.standard_normal(shape), "w": rng.standard_normal((units, int(numpy.prod(shape[1:]))))}
    if maybe(rng, 0.8):
        tensors["b"] = rng.standard_normal(units)
    return check_linear_map(checker, label, arguments, rng, dtype, tolerance,
                            lambda t: F.linear(t["x"].flatten(1), t["w"], t.get("b")), tensors)


def unshared(x, w, b, stride, pad):
    """A convolution whose kernels (P, Q, K, C, R, S) differ from place to place."""
    p, q, kernels, channels, r, s = w.shape
    columns = F.unfold(x, (r, s), padding=pad, stride=stride).reshape(x.shape[0], channels, r, s, p, q)
    y = torch.einsum("ncrspq,pqkcrs->nkpq", columns, w)
    return y if b is None else y + b


def local2d(checker, label, arguments, rng, dtype, tolerance):
    r, s, stride, pad = whole(rng, 1, 4), whole(rng, 1, 4), whole(rng, 1, 3), whole(rng, 0, 2)
    kernels, channels = whole(rng, 1, 6), whole(rng, 1, 4)
    height, width = whole(rng, max(1, r - 2 * pad), 11), whole(rng, max(1, s - 2 * pad), 11)
    p, q = (height + 2 * pad - r) // stride + 1, (width + 2 * pad - s) // stride + 1
    tensors = {"x": rng.standard_normal((whole(rng, 1, 4), channels, height, width)),
               "w": rng.standard_normal((p, q, kernels, channels, r, s))}
    if maybe(rng, 0.8):
        tensors["b"] = rng.standard_normal((kernels, p, q))
    return check_linear_map(checker, label, arguments + ["--stride", str(stride), "--pad", str(pad)], rng, dtype,
                            tolerance, lambda t: unshared(t["x"], t["w"], t.get("b"), stride, pad), tensors)


def softmax(checker, label, arguments, rng, dtype, tolerance):
    images, classes = whole(rng, 1, 20), [whole(rng, 1, 5), whole(rng, 2, 120)][whole(rng, 0, 1)]
    x = (rng.standard_normal((images, classes)) * [1, 10, 100][whole(rng, 0, 2)]).astype(dtype)
    given = {"x": x}
    leaf = torch.tensor(x.astype(numpy.float64), requires_grad=True)
    y = F.softmax(leaf, 1)
    expected, floors = {"y": y}, {}
    if maybe(rng, 0.65):
        given["labels"] = rng.integers(0, classes, images)
        labels = torch.tensor(given["labels"])
        expected |= {"losses": F.cross_entropy(leaf, labels, reduction="none"), "loss": F.cross_entropy(leaf, labels)}
        size = 1.0
        if maybe(rng):
            given["grad_loss"] = numpy.array(rng.standard_normal(), dtype)
            size = float(given["grad_loss"])
        expected["loss"].backward(torch.tensor(size, dtype=torch.float64))
        expected["grad_x"] = leaf.grad
        # A loss is a difference of logits, and its gradient one of probabilities.
        floors = {"losses": CANCEL * float(numpy.linalg.norm(x)), "grad_x": CANCEL * abs(size) / images}
        floors["loss"] = floors["losses"] / images
    elif maybe(rng, 0.8):
        given["grad_y"] = rng.standard_normal(x.shape).astype(dtype)
        y.backward(torch.tensor(given["grad_y"].astype(numpy.float64)))
        expected["grad_x"] = leaf.grad
        floors = norms({"grad_x": torch.tensor(given["grad_y"])})
    return checker.compare(label, arguments, given, expected, floors, numpy.dtype(dtype).name, tolerance)


def dropout(checker, label, arguments, rng, dtype, tolerance):
    """PyTorch draws other masks: this checks that ours is a mask, that it is the one applied and what it depends on."""
    rate = [0.0, 0.1, 0.5, 0.5, 0.75, 0.9][whole(rng, 0, 5)]
    seed, epoch, at_train = whole(rng, 0, 2**40), whole(rng, 0, 90), maybe(rng, 0.7)
    shape = (whole(rng, 1, 5), *(whole(rng, 3, 9) for _ in range(whole(rng, 2, 3))))
    given = {"x": rng.standard_normal(shape).astype(dtype), "grad_y": rng.standard_normal(shape).astype(dtype)}

    def settings(seed, epoch):
        return ["--rate", str(rate), "--seed", str(seed), "--epoch", str(epoch)] + ([] if at_train else ["--scale", "test"])

    def mask_of(seed, epoch):
        got, result, command, _ = checker.outputs(arguments + settings(seed, epoch), given, label)
        if got is None or set(numpy.unique(got["mask"])) - {0.0, 1.0}:
            checker.fail(label, f"no mask of 0 and 1: {result.stderr}", command)
            return numpy.full(shape, numpy.nan), command
        return got["mask"].astype(numpy.float64), command

    mask, command = mask_of(seed, epoch)
    kept, size = float(mask.sum()), mask.size
    if not abs(kept - size * (1 - rate)) <= 6 * (size * rate * (1 - rate)) ** 0.5:
        checker.fail(label, f"{kept:g} of {size} units are kept at a rate of {rate}", command)
    if not (mask_of(seed, epoch)[0] == mask).all():
        checker.fail(label, "the same seed and epoch give another mask", command)
    if rate in (0.5, 0.75) and size >= 80:
        for other in (mask_of(seed, epoch + 1), mask_of(seed + 1, epoch)):
            # Two masks drawn apart agree in a share of (1 - rate)^2 + rate^2.
            share, want = float((other[0] == mask).mean()), (1 - rate) ** 2 + rate**2
            if not abs(share - want) <= 6 * (want * (1 - want) / size) ** 0.5:
                checker.fail(label, f"masks of two seeds or epochs agree in {share:.2f} of the units", other[1])
    factor = torch.tensor(mask / (1 - rate) if at_train else mask)
    expected = {"mask": torch.tensor(mask), "y": torch.tensor(given["x"]) * factor,
                "grad_x": torch.tensor(given["grad_y"]) * factor}
    return checker.compare(label, arguments + settings(seed, epoch), given, expected, {}, numpy.dtype(dtype).name,
                           tolerance)


def sgd(checker, label, arguments, rng, dtype, tolerance):
    """Several steps, the rate dropping on the way; each starts from what the program wrote in the step before."""
    shape = tuple(whole(rng, 1, 6) for _ in range(whole(rng, 1, 4)))
    momentum, decay = [0.0, 0.9, 0.5][whole(rng, 0, 2)], [0.0, 0.0005, 0.3][whole(rng, 0, 2)]
    buffer = "paper" if maybe(rng) else "pytorch"
    w = rng.standard_normal(shape).astype(dtype)
    v = None
    weight = torch.tensor(w.astype(numpy.float64), requires_grad=True)
    velocity = torch.zeros(shape, dtype=torch.float64)
    optimiser = torch.optim.SGD([weight], 1.0, momentum=momentum, weight_decay=decay)
    worst = 0.0
    for step, rate in enumerate([0.3, 0.3, 0.03, 0.03]):
        grad = rng.standard_normal(shape).astype(dtype)
        given = {"w": w, "grad_w": grad} | ({} if v is None else {"v": v})
        gradient = torch.tensor(grad.astype(numpy.float64))
        if buffer == "pytorch":
            optimiser.param_groups[0]["lr"] = rate
            weight.grad = gradient
            optimiser.step()
            # With a momentum of 0 PyTorch keeps no buffer; the step's own gradient is what it would hold.
            velocity = gradient + decay * torch.tensor(w.astype(numpy.float64))
            velocity = optimiser.state[weight]["momentum_buffer"] if momentum > 0 else velocity
        else:
            with torch.no_grad():
                velocity = momentum * velocity - rate * decay * weight - rate * gradient
                weight += velocity
        settings = ["--rate", str(rate), "--momentum", str(momentum), "--decay", str(decay), "--buffer", buffer]
        got, result, command, _ = checker.outputs(arguments + settings, given, label)
        if got is None:
            checker.fail(label, f"exit code {result.returncode}: {result.stderr}", command)
            return float("inf")
        floors = {"w": CANCEL * torch.numel(weight) ** 0.5, "v": CANCEL * rate * torch.numel(weight) ** 0.5}
        worst = max(worst, checker.compare(label, arguments + settings, given, {"w": weight, "v": velocity}, floors,
                                           numpy.dtype(dtype).name, tolerance))
        w, v = got["w"], got["v"]
    return worst


CHECKS = {"conv2d": conv2d, "gemm": gemm, "pool2d": pool2d, "lrn": lrn, "activation": activation, "linear": linear,
          "local2d": local2d, "dropout": dropout, "softmax": softmax, "sgd": sgd}
