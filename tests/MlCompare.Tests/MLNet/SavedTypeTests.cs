using MlCompare.MLNet.Trainers;

namespace MlCompare.Tests.MLNet;

/// <summary>A saved transformer names its learner's type.</summary>
public class SavedTypeTests
{
    [Fact]
    public void A_type_that_a_model_names_brings_no_assembly_in()
    {
        const string Absent = "Microsoft.VisualBasic.Core";
        Assert.NotNull(Type.GetType("MlCompare.Learners.Linear.LinearLearner, MlCompare.Learners"));
        Assert.NotNull(TransformerFile.Find("MlCompare.Learners.Linear.LinearLearner, MlCompare.Learners"));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == Absent);
        Assert.Null(TransformerFile.Find($"Microsoft.VisualBasic.Collection, {Absent}"));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == Absent);
    }
}
