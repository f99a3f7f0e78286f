using System.Collections.Immutable;

namespace MlCompare.Networks;

/// <summary>
/// One layer of a <see cref="NetworkSpec"/>, as data. <see cref="After"/> is the one place that says which shapes a layer takes and
/// gives; an engine builds what it finds here.
/// </summary>
public abstract record Layer
{
    /// <summary>Shape of the layer's output.</summary>
    /// <exception cref="InputException">The layer cannot take this input.</exception>
    public abstract TensorShape After(TensorShape input);

    /// <summary>Its weights, in the order in which engines keep them; weights of products are inputs × outputs.</summary>
    public virtual IReadOnlyList<WeightArray> Weights(LayerSite at) => [];

    /// <summary>x·W + b at every position.</summary>
    public sealed record Dense(int Units) : Layer
    {
        public override TensorShape After(TensorShape input) => input with { Channels = Units };

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [new("weight", at.Input.Channels, Units), new("bias", Units)];
    }

    /// <summary>
    /// <see cref="Dense"/> on <see cref="NetworkInput.Terms"/>: reads the terms that a row has, and a step trains only the weights of those
    /// that its batch has.
    /// </summary>
    /// <param name="Start">Share of their scale at which the terms' weights start.</param>
    public sealed record SparseDense(int Units, double Start = 1) : Layer
    {
        public override TensorShape After(TensorShape input) => input with { Channels = Units };

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) =>
            [new("weight", at.Input.Channels - at.Vocabulary, Units), new("bias", Units), new("terms", at.Vocabulary, Units)];
    }

    /// <summary>
    /// Cross-correlation with stride 1 whose output has the input's size: <paramref name="Kernel"/> positions across, as many lines down where
    /// the input has more than one; zeros beyond the edge.
    /// </summary>
    /// <param name="Kernel">Odd.</param>
    public sealed record Convolution(int Channels, int Kernel = 3) : Layer
    {
        public override TensorShape After(TensorShape input) => Kernel % 2 == 1
            ? input with { Channels = Channels }
            : throw Refused($"kernel {Kernel} is not odd");

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) =>
            [new("weight", at.Input.Height == 1 ? 1 : Kernel, Kernel, at.Input.Channels, Channels), new("bias", Channels)];
    }

    public sealed record Activate(Activation Function) : Layer
    {
        public override TensorShape After(TensorShape input) => input;
    }

    /// <summary>
    /// Each channel with mean 0 and variance 1 over the batch (running figures when it predicts), then a learned scale and shift (Ioffe and
    /// Szegedy 2015).
    /// </summary>
    /// <param name="Momentum">Share of a batch in the running figures.</param>
    public sealed record BatchNorm(double Momentum = 0.1) : Layer
    {
        public override TensorShape After(TensorShape input) => input;

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) =>
        [
            new("scale", at.Input.Channels), new("shift", at.Input.Channels),
            new("runningMean", at.Input.Channels) { Trained = false }, new("runningVariance", at.Input.Channels) { Trained = false },
        ];
    }

    /// <summary>The channels of each position with mean 0 and variance 1, then a learned scale and shift (Ba et al. 2016).</summary>
    public sealed record LayerNorm : Layer
    {
        public override TensorShape After(TensorShape input) => input;

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [new("scale", at.Input.Channels), new("shift", at.Input.Channels)];
    }

    /// <summary>Inverted dropout of single numbers.</summary>
    public sealed record Dropout(double Rate) : Layer
    {
        public override TensorShape After(TensorShape input) => input;
    }

    /// <summary>Largest of <paramref name="Size"/> × <paramref name="Size"/> neighbours (of one line: × 1), rest at the edges dropped.</summary>
    public sealed record MaxPool(int Size = 2) : Layer
    {
        public override TensorShape After(TensorShape input)
        {
            TensorShape output = input with { Height = input.Height == 1 ? 1 : input.Height / Size, Width = input.Width / Size };
            return output.Positions > 0 ? output : throw Refused($"pooling by {Size} leaves nothing of {input}");
        }
    }

    /// <summary>Mean over all positions; of a text over its tokens.</summary>
    public sealed record MeanPool : Layer
    {
        public override TensorShape After(TensorShape input) => new(1, 1, input.Channels);
    }

    /// <summary>Largest over all positions; of a text over its tokens.</summary>
    public sealed record GlobalMaxPool : Layer
    {
        public override TensorShape After(TensorShape input) => new(1, 1, input.Channels);
    }

    /// <summary>All positions side by side.</summary>
    public sealed record Flatten : Layer
    {
        public override TensorShape After(TensorShape input) => new(1, 1, input.Size);
    }

    /// <summary>One learned factor a channel, 1 at first (the scaling layer of RealMLP).</summary>
    public sealed record Scale : Layer
    {
        public override TensorShape After(TensorShape input) => input;

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [new("factor", at.Input.Channels)];
    }

    /// <summary>
    /// Behind the input, for each of its first <paramref name="Columns"/> channels, <paramref name="Width"/> learned sums of
    /// <paramref name="Frequencies"/> cosines of it, frequencies and phases learned too (the periodic embeddings of RealMLP).
    /// </summary>
    /// <param name="Deviation">Standard deviation of the initial frequencies, in turns a unit.</param>
    public sealed record Periodic(int Columns, int Frequencies, int Width, double Deviation) : Layer
    {
        public override TensorShape After(TensorShape input) => Columns <= input.Channels
            ? input with { Channels = input.Channels + Columns * Width }
            : throw Refused($"{Columns} columns of {input.Channels} channels");

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) =>
        [
            new("frequency", Columns, Frequencies), new("phase", Columns, Frequencies), new("weight", Columns, Frequencies, Width), new("bias", Columns, Width),
        ];
    }

    /// <summary>
    /// One token for each group of neighbouring columns: a learned vector for each column, times its number, summed over the group, plus a
    /// vector of the group's own. A group of indicators is thus an embedding of its category (the tokens of FT-Transformer).
    /// </summary>
    /// <param name="Sizes">Columns of each group.</param>
    /// <param name="Width">Numbers of a token.</param>
    public sealed record FeatureTokens(ImmutableArray<int> Sizes, int Width) : Layer
    {
        public override TensorShape After(TensorShape input) => input.Positions == 1 && input.Channels == Sizes.Sum()
            ? new TensorShape(1, Sizes.Length, Width)
            : throw Refused($"groups of {Sizes.Sum()} columns for {input}");

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [new("vector", Sizes.Sum(), Width), new("bias", Sizes.Length, Width)];

        public bool Equals(FeatureTokens? other) => other is not null && Width == other.Width && Sizes.SequenceEqual(other.Sizes);

        public override int GetHashCode() => HashCode.Combine(Width, Sizes.Length);
    }

    /// <summary>The input plus what the inner layers make of it; they must keep its shape.</summary>
    public sealed record Residual(ImmutableArray<Layer> Inner) : Layer
    {
        public override TensorShape After(TensorShape input)
        {
            TensorShape output = Inner.Aggregate(input, (shape, layer) => layer.After(shape));
            return output == input ? output : throw Refused($"a residual branch makes {output} of {input}");
        }

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [.. NetworkSpec.Weights(Inner, at)];

        public bool Equals(Residual? other) => other is not null && Inner.SequenceEqual(other.Inner);

        public override int GetHashCode() => Inner.Length;
    }

    /// <summary>A learned vector for each token id.</summary>
    /// <param name="Deviation">Standard deviation of the initial numbers.</param>
    public sealed record Embedding(int Width, double Deviation = 0.1) : Layer
    {
        public override TensorShape After(TensorShape input) => input with { Channels = Width };

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [new("vector", at.Vocabulary, Width)];
    }

    /// <summary>Adds a learned vector for each position.</summary>
    /// <param name="Deviation">Standard deviation of the initial numbers.</param>
    public sealed record Positions(double Deviation = 0.02) : Layer
    {
        public override TensorShape After(TensorShape input) => input;

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [new("vector", at.Input.Positions, at.Input.Channels)];
    }

    /// <summary>Multi-head self-attention over the positions, with projections in and out (Vaswani et al. 2017).</summary>
    public sealed record Attention(int Heads) : Layer
    {
        public override TensorShape After(TensorShape input) => input.Channels % Heads == 0
            ? input
            : throw Refused($"{input.Channels} channels do not divide among {Heads} heads");

        /// <summary>Queries, keys and values side by side on the way in.</summary>
        public override IReadOnlyList<WeightArray> Weights(LayerSite at) =>
        [
            new("in.weight", at.Input.Channels, 3 * at.Input.Channels), new("in.bias", 3 * at.Input.Channels),
            new("out.weight", at.Input.Channels, at.Input.Channels), new("out.bias", at.Input.Channels),
        ];
    }

    /// <summary>
    /// Gated recurrent unit (Cho et al. 2014) over the positions; gives its state at each of them. With r = σ(W_r·x + b_r + U_r·h + c_r),
    /// z likewise, n = tanh(W_n·x + b_n + r·(U_n·h + c_n)), the state h becomes (1 − z)·n + z·h, as in PyTorch. It starts at 0.
    /// </summary>
    /// <param name="BothWays">A second one runs from the end to the start; the states of both stand side by side.</param>
    public sealed record Gru(int Units, bool BothWays = false) : Layer
    {
        public override TensorShape After(TensorShape input) => input.Height == 1
            ? input with { Channels = BothWays ? 2 * Units : Units }
            : throw Refused($"{input} has more than one line");

        /// <summary>Gates r, z, n side by side, of each way.</summary>
        public override IReadOnlyList<WeightArray> Weights(LayerSite at)
        {
            int ways = BothWays ? 2 : 1;
            return
            [
                new("in.weight", ways, at.Input.Channels, 3 * Units), new("in.bias", ways, 3 * Units),
                new("state.weight", ways, Units, 3 * Units), new("state.bias", ways, 3 * Units),
            ];
        }
    }

    /// <summary>
    /// Random recurrent units that are never trained (echo state network, Jaeger 2001): the state x becomes
    /// (1 − leak)·x + leak·tanh(W·x + V·u + b) at each position; it starts at 0.
    /// </summary>
    /// <param name="Radius">Spectral radius of W: below 1 the past fades.</param>
    /// <param name="Leak">Share of a state that each position renews.</param>
    /// <param name="InputScale">Standard deviation of V·u for inputs of variance 1.</param>
    public sealed record Reservoir(int Units, double Radius = 0.9, double Leak = 0.3, double InputScale = 1) : Layer
    {
        public override TensorShape After(TensorShape input) => input.Height == 1
            ? input with { Channels = Units }
            : throw Refused($"{input} has more than one line");

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) =>
        [
            new("in.weight", at.Input.Channels, Units) { Trained = false }, new("state.weight", Units, Units) { Trained = false },
            new("bias", Units) { Trained = false },
        ];
    }

    /// <summary>
    /// From here on <paramref name="Count"/> members share weights but for learned factors on each layer's inputs and outputs (batch
    /// ensemble, Wen et al. 2020; TabM, Gorishniy et al. 2025). They are trained each on its own loss, and their predictions averaged.
    /// </summary>
    public sealed record Members(int Count) : Layer
    {
        public override TensorShape After(TensorShape input) => input;
    }

    /// <summary>One learned factor for each member and channel; random signs at first, or 1.</summary>
    public sealed record MemberScale(bool RandomSigns) : Layer
    {
        public override TensorShape After(TensorShape input) => input;

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) => [new("factor", at.Members, at.Input.Channels)];
    }

    /// <summary>x·W + b with weights of its own for each member.</summary>
    public sealed record MemberDense(int Units) : Layer
    {
        public override TensorShape After(TensorShape input) => input with { Channels = Units };

        public override IReadOnlyList<WeightArray> Weights(LayerSite at) =>
            [new("weight", at.Members, at.Input.Channels, Units), new("bias", at.Members, Units)];
    }

    private InputException Refused(string what) => new(what, $"network layer {GetType().Name}", "change the architecture");
}
