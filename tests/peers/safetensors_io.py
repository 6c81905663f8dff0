"""Reads and writes safetensors files (float32, float64, int64) over numpy: eight bytes with the length of the header, the
header in JSON, then the elements one after another, little-endian and row-major."""
import json
import math
import struct

import numpy

DTYPES = {"F32": numpy.dtype("<f4"), "F64": numpy.dtype("<f8"), "I64": numpy.dtype("<i8")}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def write(path, tensors):
    """`tensors`: a dict of name to array; float32, float64 or int64, any shape, a scalar too."""
    header, parts, reached = {}, [], 0
    for name, value in tensors.items():
        array = numpy.asarray(value)
        dtype = array.dtype.newbyteorder("<")
        if dtype not in NAMES:
            raise ValueError(f"{name}: element type {array.dtype} is none of {', '.join(DTYPES)}")
        part = array.astype(dtype).tobytes()
        header[name] = {"dtype": NAMES[dtype], "shape": list(array.shape), "data_offsets": [reached, reached + len(part)]}
        parts.append(part)
        reached += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


def read(path):
    """A dict of name to array. ValueError if the header does not describe exactly the bytes that follow."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__", None)
    elements = content[8 + length:]
    tensors, used = {}, 0
    for name, entry in header.items():
        dtype, shape, (begin, end) = DTYPES[entry["dtype"]], entry["shape"], entry["data_offsets"]
        if end - begin != dtype.itemsize * math.prod(shape) or end > len(elements):
            raise ValueError(f"{path}: {name} of shape {shape} does not fit its bytes {begin} to {end}")
        tensors[name] = numpy.frombuffer(elements[begin:end], dtype).reshape(shape)
        used += end - begin
    if used != len(elements):
        raise ValueError(f"{path}: {len(elements)} bytes of elements, the header describes {used}")
    return tensors
