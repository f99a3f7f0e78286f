using MlCompare.Measures;

namespace MlCompare.Reports;

/// <summary>A part of the test rows in words.</summary>
internal static class SliceText
{
    /// <summary>"age is above 48", "the class is “spam”", "job is “clerk”". Not "in its highest quarter": where one value is frequent, it is none.</summary>
    public static string Part(SliceLoss slice)
    {
        string by = slice.By switch
        {
            SliceLoss.Class => "the class",
            SliceLoss.Target => "the target",
            _ => slice.By,
        };
        string range = slice switch
        {
            { From: double from, To: double to } => $"above {Show.Tick(from)}, up to {Show.Tick(to)}",
            { From: double from } => $"above {Show.Tick(from)}",
            { To: double to } => $"up to {Show.Tick(to)}",
            _ => "",
        };
        return slice.Part switch
        {
            _ when slice.By == SliceLoss.Training => slice.Part == SliceLoss.Met ? "a training row has the same inputs" : "no training row has the same inputs",
            "(missing)" => $"{by} is missing",
            "(other levels)" or "(other values)" => $"{by} is another",
            "other classes" => $"{by} is another",
            _ when range.Length > 0 => $"{by} is {range}",
            _ => $"{by} is “{slice.Part}”",
        };
    }
}
