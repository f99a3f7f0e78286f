"""Trains the networks of bench-neural with PyTorch: a job "net batch steps" a line, an answer "cpu wall" back; batch 0: predicts one row so often."""
import sys
import time

import torch
import torch.nn as nn

torch.set_num_threads(1)
torch.manual_seed(0)


def mlp():
    return nn.Sequential(nn.Linear(50, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 2))


def conv():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 49, 128), nn.ReLU(), nn.Linear(128, 10))


nets = {"mlp": (mlp(), (50,), 2), "conv": (conv(), (1, 28, 28), 10)}
print("torch", torch.__version__, flush=True)
for line in sys.stdin:
    name, batch, steps = line.split()
    net, shape, classes = nets[name]
    if batch == "0":
        row = torch.randn(1, *shape)
        with torch.inference_mode():
            wall, cpu = time.perf_counter(), time.process_time()
            for step in range(int(steps)):
                net(row)
        print(time.process_time() - cpu, time.perf_counter() - wall, flush=True)
        continue
    rows = 4 * int(batch)
    x, y = torch.randn(rows, *shape), torch.randint(0, classes, (rows,))
    optimiser, loss = torch.optim.AdamW(net.parameters(), 1e-3), nn.CrossEntropyLoss()
    wall, cpu = time.perf_counter(), time.process_time()
    for step in range(int(steps)):
        part = torch.randperm(rows)[: int(batch)]
        optimiser.zero_grad()
        loss(net(x[part]), y[part]).backward()
        optimiser.step()
    print(time.process_time() - cpu, time.perf_counter() - wall, flush=True)
