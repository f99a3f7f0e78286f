"""Ten training steps of a small convolutional network, for TrajectoryTests.cs. Run with PyTorch 1.13.0 (CPU), float64."""
import torch, torch.nn as nn, torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def wave(*shape, scale, shift):
    n = torch.arange(torch.Size(shape).numel(), dtype=torch.float64)
    return (scale * torch.sin(1.7 * n + shift)).reshape(shape)


# Stored as the C# side stores them: kernel lines × columns × in × out, and in × out.
conv1, conv2 = wave(3, 3, 2, 4, scale=0.3, shift=0.1), wave(3, 3, 4, 5, scale=0.2, shift=0.2)
dense = wave(2 * 2 * 5, 3, scale=0.3, shift=0.3)
b1, b2, b3 = wave(4, scale=0.1, shift=0.4), wave(5, scale=0.1, shift=0.5), wave(3, scale=0.1, shift=0.6)
gamma, beta = 1 + wave(4, scale=0.1, shift=0.7), wave(4, scale=0.1, shift=0.8)
x = wave(7, 4, 5, 2, scale=1.0, shift=0.9)
y = torch.tensor([0, 1, 2, 0, 1, 2, 1])
weights, others = [conv1, conv2, dense], [b1, b2, b3, gamma, beta]
for p in weights + others:
    p.requires_grad_(True)
mean, var = torch.zeros(4), torch.ones(4)
optimiser = torch.optim.AdamW(
    [dict(params=weights, weight_decay=0.1), dict(params=others, weight_decay=0.0)], lr=0.01, betas=(0.9, 0.97), eps=1e-8)
for step in range(10):
    h = F.conv2d(x.permute(0, 3, 1, 2), conv1.permute(3, 2, 0, 1), b1, padding=1)
    h = F.relu(F.batch_norm(h, mean, var, gamma, beta, training=True, momentum=0.1))
    h = F.silu(F.conv2d(F.max_pool2d(h, 2), conv2.permute(3, 2, 0, 1), b2, padding=1))
    out = h.permute(0, 2, 3, 1).reshape(7, -1) @ dense + b3
    loss = F.cross_entropy(out, y, label_smoothing=0.05)
    optimiser.zero_grad()
    loss.backward()
    norm = nn.utils.clip_grad_norm_(weights + others, 0.5)
    optimiser.step()
    print("[%.9f, %.9f, %.9f, %.9f, %.9f, %.9f]," % (
        loss, conv1[1, 2, 0, 3], conv2[2, 0, 3, 4], dense[7, 1], gamma[2], var[1]))
