using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.Native;
using MlCompare.Native.Xgboost;
using MlCompare.Tests.Contracts;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Native;

/// <summary>A machine without the libraries says so in one sentence, and everything else works there.</summary>
public class MissingEngineTests
{
    [Theory]
    [InlineData("xgboost", "apt install libxgboost0")]
    [InlineData("libsvm", "apt install libsvm3")]
    public void An_engine_is_found_with_version_and_file_or_missing_with_the_command_that_adds_it(string engine, string command)
    {
        EngineState state = Catalog.Scan<IEngine>(typeof(XgboostEngine).Assembly).Get(engine).State;
        if (state.Missing is string missing)
        {
            Assert.Contains(command, missing, StringComparison.Ordinal);
        }
        else
        {
            Assert.Matches(@"^[0-9]+\.[0-9]+(\.[0-9]+)?, .+", state.Version);
        }
    }

    /// <summary>Where an engine is missing, the contract does not meet its learner: this is what is skipped then, with the reason.</summary>
    [EngineFact("xgboost")]
    public void The_contract_meets_xgboost() => Assert.Contains(LearnerContractTests.Cases(), row => (string)row[0] == "xgboost");

    [EngineFact("libsvm")]
    public void The_contract_meets_libsvm() => Assert.Contains(LearnerContractTests.Cases(), row => (string)row[0] == "libsvm");

    [Fact]
    public void A_library_that_is_nowhere_is_missing_with_the_command_that_adds_it()
    {
        NativeEngine nowhere = new("nowhere", "MLCOMPARE_NOWHERE", ["libnowhere-mlcompare.so"], "add it with 'apt install nowhere'");
        DllNotFoundException error = Assert.Throws<DllNotFoundException>(() => nowhere.Load());
        Assert.Equal("the library libnowhere was not found; add it with 'apt install nowhere'", error.Message);
    }

    /// <summary>The environment variable is read by the workers, so this takes a command of its own.</summary>
    [Fact]
    public void A_file_that_is_named_and_does_not_load_is_told_and_no_other_is_taken()
    {
        using Process doctor = MlCompareProcess.Start(info => info.Environment["MLCOMPARE_XGBOOST"] = "/nowhere/libxgboost.so", "doctor");
        string said = doctor.StandardOutput.ReadToEnd();
        doctor.WaitForExit();
        Assert.Equal(0, doctor.ExitCode);
        string line = said.Split('\n').Single(text => text.Contains("engine xgboost", StringComparison.Ordinal));
        Assert.Contains(" missing ", line, StringComparison.Ordinal);
        Assert.Contains("xgboost: MLCOMPARE_XGBOOST names /nowhere/libxgboost.so, where no library loads", line, StringComparison.Ordinal);
    }
}
