"""Trains networks with PyTorch, eagerly and one by one: a job as JSON a line, an answer "wall cpu peak-bytes" back. Only times are compared, so rows are drawn;
they lie on the device from the start, and a batch of images is moved as one."""
import json
import resource
import sys
import time

import torch
import torch.nn as nn

device = torch.device(sys.argv[1])
mixed = sys.argv[2] == "mixed"
torch.set_num_threads(1)
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.use_deterministic_algorithms(sys.argv[3] == "deterministic", warn_only=True)
functions = {"relu": nn.ReLU, "silu": nn.SiLU, "gelu": nn.GELU, "selu": nn.SELU, "mish": nn.Mish, "tanh": nn.Tanh}


def build(spec):
    """The network of a NetworkSpec, and the shape of one row."""
    given, layers = spec["input"], []
    shape = (given["channels"], given["height"], given["width"]) if given["kind"] == "image" else (given["width"],)
    at = torch.zeros(2, *shape)
    for layer in spec["layers"]:
        kind, channels = layer["kind"], at.shape[1]
        if kind == "dense":
            made = nn.Linear(channels, layer["units"])
        elif kind == "convolution":
            made = nn.Conv2d(channels, layer["channels"], layer["kernel"], padding=layer["kernel"] // 2)
        elif kind == "batchNorm":
            made = nn.BatchNorm2d(channels, momentum=layer["momentum"])
        elif kind == "activate":
            made = functions[layer["function"]]()
        elif kind == "maxPool":
            made = nn.MaxPool2d(layer["size"])
        elif kind == "flatten":
            made = nn.Flatten()
        elif kind == "dropout":
            made = nn.Dropout(layer["rate"])
        else:
            raise ValueError("no layer of this kind here: " + kind)
        layers.append(made)
        at = made(at)
    return nn.Sequential(*layers).to(device), shape, at.shape[1]


def train(job):
    net, shape, classes = build(job["spec"])
    rows, batch, shift = job["rows"], job["batch"], 2 if len(shape) == 3 else 0
    x, y = torch.randn(rows, *shape, device=device), torch.randint(0, classes, (rows,), device=device)
    optimiser = torch.optim.AdamW(net.parameters(), job["rate"], weight_decay=job["decay"])
    loss = nn.CrossEntropyLoss(label_smoothing=job["smoothing"])
    for epoch in range(job["epochs"]):
        order = torch.randperm(rows, device=device)
        for start in range(0, rows, batch):
            part = order[start:start + batch]
            some = x[part]
            if shift:
                down, across = torch.randint(-shift, shift + 1, (2,)).tolist()
                some = torch.roll(some, (down, across), (2, 3))
            optimiser.zero_grad(set_to_none=True)
            with torch.autocast(device.type, torch.bfloat16, enabled=mixed):
                found = loss(net(some), y[part])
            found.backward()
            optimiser.step()
    return float(found)


print("PyTorch", torch.__version__, flush=True)
for line in sys.stdin:
    job = json.loads(line)
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats()
    wall, cpu = time.perf_counter(), time.process_time()
    for net in range(job["networks"]):
        train(job)
    peak = torch.cuda.max_memory_reserved() if device.type == "cuda" else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(time.perf_counter() - wall, time.process_time() - cpu, peak, flush=True)
