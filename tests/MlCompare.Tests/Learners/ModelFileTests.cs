using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners;

public class ModelFileTests
{
    private static readonly TrainingSet Rows = new(
        new FeatureTable(Modality.Tabular, [new NumericColumn("x", [.. Enumerable.Range(0, 80).Select(i => (float)(i % 13))])]),
        Labels.OfClasses([.. Enumerable.Range(0, 80).Select(i => i % 13 > 6 ? 1 : 0)], ["no", "yes"]));

    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly);

    [Fact]
    public void Every_model_comes_back_and_predicts_the_same()
    {
        BoostingLearner learner = new();
        IPredictor model = learner.Fit(Rows, new FitContext(1));
        IPredictor read = ModelFile.Read(new MemoryStream(Written(learner, model)), "m", Learners);
        Assert.Equal(model.Predict(Rows.Features).Values, read.Predict(Rows.Features).Values);
    }

    [Fact]
    public void A_changed_byte_anywhere_is_found()
    {
        ConstantLearner learner = new();
        byte[] bytes = Written(learner, learner.Fit(Rows, new FitContext(1)));
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 0x10;
            Assert.Throws<InputException>(() => ModelFile.Read(new MemoryStream(changed), "m", Learners));
            Assert.Throws<InputException>(() => ModelFile.Read(new MemoryStream(bytes[..i]), "m", Learners));
        }
    }

    [Fact]
    public void A_model_of_another_learner_is_named()
    {
        ConstantLearner learner = new();
        byte[] bytes = Written(learner, learner.Fit(Rows, new FitContext(1)));
        Assert.Equal("the model was made by learner 'constant', not by 'boosting'", Assert.Throws<InputException>(() => ModelFile.Read(new MemoryStream(bytes), "m", new BoostingLearner())).What);
        Assert.Contains("which is not here", Assert.Throws<InputException>(() => ModelFile.Read(new MemoryStream(bytes), "m", new Catalog<ILearner>([]))).What, StringComparison.Ordinal);
    }

    /// <summary>Found by mutation: such trees walked round in circles, or read beyond the row.</summary>
    [Theory]
    [InlineData(0, 0, ~0, "leads nowhere")]
    [InlineData(0, 5, ~0, "leads nowhere")]
    [InlineData(0, ~0, ~0, "leads nowhere")]
    [InlineData(0, ~0, ~7, "leads nowhere")]
    [InlineData(-3, ~0, ~1, "leads nowhere")]
    [InlineData(7, ~0, ~1, "asks for column 7 of 1")]
    public void A_tree_that_is_none_is_refused(int column, int left, int right, string what)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        new Tree([new TreeNode(column, 1, left, right, false)], [null], [1, 2], [1, 1]).Save(writer);
        stream.Position = 0;
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => _ = new TreeWalk([[Tree.Load(new BinaryReader(stream))]], 1, 1));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Found by mutation: each took memory or time without end, or read what was not its own.</summary>
    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => ClassOrder.Load(Numbers(1 << 30, 1, 0, 1, 5)));
        Assert.Throws<InvalidDataException>(() => ClassOrder.Load(Numbers(2, 1, 2, 1, 5)));
        Assert.Equal(2, ClassOrder.Load(Numbers(2, 1, 1, 1, 5)).ClassCount);
        Assert.Throws<InvalidDataException>(() => SparseRows.Load(Numbers(1 << 30, 2, 0, 1, 1, 0, 1, 0)));
        Assert.Throws<InvalidDataException>(() => SparseRows.Load(Numbers(3, 2, 0, 1, 1, 3, 1, 0)));
        Assert.Throws<InvalidDataException>(() => SparseRows.Load(Numbers(3, 2, 0, 2, 1, 0, 1, 0)));
        Assert.Equal(1, SparseRows.Load(Numbers(3, 2, 0, 1, 1, 2, 1, 0)).Count);
        Assert.Throws<InvalidDataException>(() => NumberArrays.Load<int>(Numbers(1 << 29, 1, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogMel(int.MaxValue, 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogMel(8000, int.MaxValue));
    }

    private static BinaryReader Numbers(params int[] numbers)
    {
        MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Array.ForEach(numbers, writer.Write);
        }

        stream.Position = 0;
        return new BinaryReader(stream);
    }

    private static byte[] Written(ILearner learner, IPredictor model)
    {
        using MemoryStream stream = new();
        ModelFile.Write(stream, learner, model);
        return stream.ToArray();
    }
}
