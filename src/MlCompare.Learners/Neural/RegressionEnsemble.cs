using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural;

/// <summary>Averages the members' outputs in the unit of the target, within the range of the training targets.</summary>
internal sealed class RegressionEnsemble(TargetScale target, Network[] networks) : Ensemble
{
    public override int Columns => 1;

    public static RegressionEnsemble Fit(NetworkInputs inputs, double[] values, MlpOptions options, FitContext context)
    {
        TargetScale target = TargetScale.Of(values);
        if (target.Deviation == 0 || inputs.Width == 0)
        {
            return new RegressionEnsemble(target, []);
        }

        SquaredLoss loss = new([.. target.Standardise(values).Select(value => (float)value)]);
        return new RegressionEnsemble(target, [.. Train(inputs, loss, null, options, context).Select(member => member.Trained.Network)]);
    }

    public override double[] Predict(NetworkInputs inputs)
    {
        double[] mean = new double[inputs.Count];
        foreach (Network network in networks)
        {
            Each(network, inputs, new Workspace(network.Shape, Math.Min(inputs.Count, PredictRows)), (from, outputs) =>
            {
                for (int i = 0; i < outputs.Length; i++)
                {
                    mean[from + i] += (double)outputs[i] / networks.Length;
                }
            });
        }

        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = Math.Clamp(target.Restore(mean[i]), target.Least, target.Most);
        }

        return mean;
    }

    public override void Save(BinaryWriter writer)
    {
        target.Save(writer);
        writer.Write(networks.Length);
        foreach (Network network in networks)
        {
            network.Save(writer);
        }
    }

    public static RegressionEnsemble Load(BinaryReader reader)
    {
        TargetScale target = TargetScale.Load(reader);
        return new RegressionEnsemble(target, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => Network.Load(reader))]);
    }
}
