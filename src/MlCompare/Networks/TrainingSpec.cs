namespace MlCompare.Networks;

/// <summary>How a network is trained, whichever engine does it: AdamW (Loshchilov and Hutter 2019) on shuffled batches.</summary>
public sealed record TrainingSpec
{
    /// <summary>Passes over the training rows; the most where early stopping ends a run.</summary>
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>
    /// Multiplies the rate of each array of weights by the standard deviation that its initial values have, and of biases and shifts by a
    /// tenth: a step then changes every layer by the same relative amount.
    /// </summary>
    public bool RelativeRates { get; init; }

    public RateSchedule Schedule { get; init; } = RateSchedule.Cosine;

    /// <summary>Share of the steps over which the rate grows linearly to its peak.</summary>
    public double Warmup { get; init; }

    /// <summary>Decoupled: of a step the rate times this; biases, norms and factors do not decay.</summary>
    public double WeightDecay { get; init; }

    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.999;

    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Gradients of a step are scaled down to this Euclidean norm over all parameters; 0 leaves them.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Share of each class target spread evenly over all classes.</summary>
    public double LabelSmoothing { get; init; }

    public ClassWeights ClassWeights { get; init; }

    /// <summary>
    /// True holds rows out, stops after <see cref="Patience"/> of the epochs without a better one and keeps the best; false trains all epochs on
    /// all rows.
    /// </summary>
    public bool EarlyStopping { get; init; } = true;

    /// <summary>By what <see cref="EarlyStopping"/> stops.</summary>
    public StopRule StopRule { get; init; }

    /// <summary>Which weights a step moves; decay is not gated.</summary>
    public SignalGate Gate { get; init; }

    /// <summary>
    /// α of the gate. 0: b / (n − b), which makes it the test of the full gradient on n rows; 1 is for rows that are never seen twice. Of weights without any signal the
    /// hard gate passes the share P(|Z| &gt; √(2α/(1 − β₁))), 16 % at α = 0.1 and β₁ = 0.9 (simulated in the tests).
    /// </summary>
    public double GateLevel { get; init; }

    /// <summary>Share of the passes without a better one that ends training; at least 3 passes.</summary>
    public double Patience { get; init; } = 0.25;

    /// <summary>
    /// Above 0, training also ends after 3 passes and this share of the best one's number without a better one, though not before 200 steps: a
    /// network that learns in few passes (texts) does not train on in vain.
    /// </summary>
    public double PatienceOfBest { get; init; }

    /// <summary>Passes over which the weights that predict are averaged; 0 takes the last ones.</summary>
    public double AverageEpochs { get; init; }

    /// <summary>α of the gate for so many training rows.</summary>
    public double GateAlpha(int rows) => GateLevel > 0 ? GateLevel : (double)BatchSize / Math.Max(1, rows - BatchSize);

    /// <summary>Passes after the best one (1-based) that end training when none of them is better.</summary>
    public double PatienceAt(int bestEpoch, int stepsAnEpoch)
    {
        double most = Math.Max(3, Patience * Epochs);
        return PatienceOfBest > 0 ? Math.Min(most, Math.Max(3 + PatienceOfBest * bestEpoch, 200.0 / stepsAnEpoch)) : most;
    }

    /// <summary>The learning rate of step 0 … <paramref name="total"/> − 1.</summary>
    public double Rate(int step, int total)
    {
        int warmup = (int)(Warmup * total);
        if (step < warmup)
        {
            return LearningRate * (step + 1) / (warmup + 1);
        }

        double done = (double)(step - warmup) / Math.Max(1, total - warmup);
        double share = Schedule switch
        {
            RateSchedule.Constant => 1,
            RateSchedule.Cosine => 0.5 * (1 + Math.Cos(Math.PI * done)),
            _ => done < 0.5 ? 1 : 0.5 * (1 + Math.Cos(Math.PI * (2 * done - 1))),
        };
        return LearningRate * share;
    }
}
