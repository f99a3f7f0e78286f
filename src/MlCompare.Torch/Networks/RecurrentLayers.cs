using MlCompare.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Networks;

/// <summary><see cref="Layer.Gru"/>; positions past a text's end have state 0.</summary>
internal sealed class StackedGru(Layer.Gru layer, StackedArray inWeight, StackedArray inBias, StackedArray stateWeight, StackedArray stateBias) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        Tensor? counted = flow.IsSequence ? pass.Counted(x.shape[2], flow.Members).to(torch.float32) : null;
        Tensor forth = Way(x, counted, 0, pass);
        return flow.With(layer.BothWays ? torch.cat([forth, Way(x, counted, 1, pass)], 3) : forth, layer.After(flow.Shape));
    }

    private Tensor Way(Tensor x, Tensor? counted, int way, StackedPass pass)
    {
        int positions = (int)x.shape[2], units = layer.Units;
        Tensor inputs = Affine(x, inWeight.Read(pass).select(1, way), inBias.Read(pass).select(1, way), pass);
        Tensor w = stateWeight.Read(pass).select(1, way), b = stateBias.Read(pass).select(1, way).unsqueeze(1);
        Tensor state = torch.zeros([x.shape[0], x.shape[1], units], device: x.device);
        Tensor[] states = new Tensor[positions];
        for (int step = 0; step < positions; step++)
        {
            int at = way == 0 ? step : positions - 1 - step;
            Tensor g = inputs.select(2, at), s = Product(state, w, pass).Plus(b);
            Tensor gates = torch.sigmoid(g.narrow(2, 0, 2 * units).Plus(s.narrow(2, 0, 2 * units)));
            Tensor reset = gates.narrow(2, 0, units), keep = gates.narrow(2, units, units);
            Tensor next = torch.tanh(torch.addcmul(g.narrow(2, 2 * units, units), reset, s.narrow(2, 2 * units, units), Scalars.Of(1)));
            state = torch.addcmul(next, keep, state - next, Scalars.Of(1));
            state = counted is null ? state : state * counted.select(2, at);
            states[at] = state;
        }

        return torch.stack(states, 2);
    }
}

/// <summary><see cref="Layer.Reservoir"/>; positions past a text's end have state 0.</summary>
internal sealed class StackedReservoir(Layer.Reservoir layer, StackedArray inWeight, StackedArray stateWeight, StackedArray bias) : StackedLayer
{
    public override Flow Forward(Flow flow, StackedPass pass)
    {
        Tensor x = flow.Stacked();
        int positions = (int)x.shape[2];
        Tensor? counted = flow.IsSequence ? pass.Counted(positions, flow.Members).to(torch.float32) : null;
        Tensor inputs = Affine(x, inWeight.Read(pass), bias.Read(pass), pass), w = stateWeight.Read(pass);
        Tensor state = torch.zeros([x.shape[0], x.shape[1], layer.Units], device: x.device);
        Tensor[] states = new Tensor[positions];
        for (int at = 0; at < positions; at++)
        {
            Tensor bent = torch.tanh(inputs.select(2, at).Plus(Product(state, w, pass)));
            state = state.mul(Scalars.Of(1 - layer.Leak)).Plus(bent.mul(Scalars.Of(layer.Leak)));
            state = counted is null ? state : state * counted.select(2, at);
            states[at] = state;
        }

        return flow.With(torch.stack(states, 2), layer.After(flow.Shape));
    }
}
