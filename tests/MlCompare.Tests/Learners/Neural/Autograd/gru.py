"""States of a GRU in both directions with weights sin(start + 1.7 i); RecurrentTests has the output."""
import math
import torch

T, C, U = 4, 2, 3


def waves(start, *shape):
    return torch.tensor([math.sin(start + 1.7 * i) for i in range(math.prod(shape))]).reshape(shape)


gru = torch.nn.GRU(C, U, batch_first=True, bidirectional=True)
in_weight, in_bias, state_weight, state_bias = waves(1, 2, C, 3 * U), waves(2, 2, 3 * U), waves(3, 2, U, 3 * U), waves(4, 2, 3 * U)
with torch.no_grad():
    for way, suffix in enumerate(("", "_reverse")):
        getattr(gru, "weight_ih_l0" + suffix).copy_(in_weight[way].T)
        getattr(gru, "weight_hh_l0" + suffix).copy_(state_weight[way].T)
        getattr(gru, "bias_ih_l0" + suffix).copy_(in_bias[way])
        getattr(gru, "bias_hh_l0" + suffix).copy_(state_bias[way])
    print(torch.__version__, [round(float(v), 6) for v in gru(waves(0.3, 1, T, C))[0].flatten()])
