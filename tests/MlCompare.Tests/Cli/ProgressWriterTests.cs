using System.Diagnostics;
using System.Text;
using MlCompare.Cli;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Cli;

public class ProgressWriterTests
{
    [Fact]
    public void What_cannot_be_written_is_left_out_and_what_can_arrives()
    {
        StringWriter heard = new();
        ProgressWriter good = new(heard), bad = new(new Full());
        foreach (ProgressWriter writer in (ProgressWriter[])[good, bad])
        {
            writer.Write('a');
            writer.Write("bc");
            writer.Write(['d', 'e'], 0, 2);
            writer.WriteLine("f");
            writer.WriteLine();
            writer.Flush();
        }

        Assert.Equal($"abcdef{Environment.NewLine}{Environment.NewLine}", heard.ToString());
        Assert.Throws<IOException>(() => new Full().WriteLine("x"));
    }

    [Fact]
    public void A_study_ends_well_when_its_progress_has_no_room()
    {
        const string NoRoom = "/dev/full";
        if (!File.Exists(NoRoom))
        {
            return;
        }

        using TempFolder folder = new("no-room");
        string study = folder.Write("study.json", """{ "name": "small", "datasets": ["axis-boxes"], "learners": [{ "id": "constant" }], "sizes": [60], "noise": [0], "replicates": 2, "testRows": 50 }""");
        using Process process = MlCompareProcess.Start(
            info =>
            {
                string[] command = [info.FileName, .. info.ArgumentList];
                info.FileName = "sh";
                info.ArgumentList.Clear();
                foreach (string part in (string[])["-c", $"exec \"$0\" \"$@\" 2>{NoRoom}", .. command])
                {
                    info.ArgumentList.Add(part);
                }
            },
            "run", study);
        Assert.Contains("Report: ", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(2, ResultStore.Read(folder.Path).Rows.Length);
    }

    private sealed class Full : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
