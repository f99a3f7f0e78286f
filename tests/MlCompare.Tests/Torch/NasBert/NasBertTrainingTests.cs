using System.Runtime.Loader;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.TorchSharp.NasBert;
using MlCompare.Tests.Support;
using MlCompare.Torch.NasBert;

namespace MlCompare.Tests.Torch.NasBert;

/// <summary>What ML.NET is given to train on, and that its classifier lives long enough to do so.</summary>
public class NasBertTrainingTests
{
    [Fact]
    public void Rows_become_a_text_and_a_key()
    {
        NasBertRequest request = new(new NasBertOptions(), "", 1, 1, 3, ["one", "", "three", "four"], [0, 1, 2, 1]);
        using MemoryStream pipe = new();
        using (BinaryWriter writer = new(pipe, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            request.Write(writer);
        }

        pipe.Position = 0;
        IDataView view = NasBertTraining.View(new MLContext(1), NasBertRequest.Read(new BinaryReader(pipe)));
        Assert.Equal(TextDataViewType.Instance, view.Schema["Text"].Type);
        Assert.Equal(3ul, ((KeyDataViewType)view.Schema["Label"].Type).Count);
        Assert.Equal(["one", "", "three", "four"], view.GetColumn<string>("Text"));
        Assert.Equal([1u, 2, 3, 2], view.GetColumn<uint>("Label"));
    }

    [Fact]
    public void Options_become_arguments_of_the_trainer()
    {
        TextClassificationTrainer.TextClassificationOptions said = NasBertTraining.Arguments(
            new NasBertOptions { Epochs = 3, BatchSize = 5, LearningRate = 0.002, WeightDecay = 0.01, Dropout = 0.3, FreezeEncoder = true });
        Assert.Equal((3, 5, 0.01, 0.3, 0.3, true), (said.MaxEpoch, said.BatchSize, said.WeightDecay, said.Dropout, said.AttentionDropout, said.FreezeEncoder));
        Assert.Equal([0.002], said.LearningRate);
        Assert.Equal(("Text", "Label", "Score"), (said.Sentence1ColumnName, said.LabelColumnName, said.ScoreColumnName));

        // Ours are ML.NET's own where nothing is said.
        TextClassificationTrainer.TextClassificationOptions own = new(), ours = NasBertTraining.Arguments(new NasBertOptions());
        Assert.Equal((own.MaxEpoch, own.BatchSize, own.WeightDecay, own.Dropout, own.AttentionDropout, own.FreezeEncoder), (ours.MaxEpoch, ours.BatchSize, ours.WeightDecay, ours.Dropout, ours.AttentionDropout, ours.FreezeEncoder));
        Assert.Equal(own.LearningRate, ours.LearningRate);
    }

    [Fact]
    public void Only_the_four_methods_that_let_weights_go_are_changed()
    {
        byte[] before = File.ReadAllBytes(NasBertContext.ClassifierFile), after = NasBertRepair.Repaired(before);
        Assert.Equal(before.Length, after.Length);
        // 10 or 12 bytes each at most, and some of them are what they were.
        Assert.InRange(before.Zip(after).Count(pair => pair.First != pair.Second), 4 * 3, 4 * 13);
        // What is mended, or another assembly, is left alone.
        Assert.Equal(after, NasBertRepair.Repaired(after));
        byte[] other = File.ReadAllBytes(typeof(NasBertTrainingTests).Assembly.Location);
        Assert.Equal(other, NasBertRepair.Repaired(other));
    }

    [EngineFact("torch")]
    public void Repaired_the_network_keeps_its_weights_and_unrepaired_it_does_not()
    {
        // Weights that are gone are none of the network's any more.
        int kept = RandomWeights.Encoder(NasBertContext.ClassifierAssembly).parameters().Count();
        Assert.InRange(RandomWeights.Encoder(new AssemblyLoadContext("unrepaired").LoadFromAssemblyPath(NasBertContext.ClassifierFile)).parameters().Count(), 1, kept / 2);
    }
}
