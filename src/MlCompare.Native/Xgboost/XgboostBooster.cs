using System.Globalization;
using System.Runtime.InteropServices;

namespace MlCompare.Native.Xgboost;

/// <summary>Boosting in progress inside the library: rows to fit, and rows that only watch.</summary>
internal sealed unsafe class XgboostBooster : IDisposable
{
    private readonly XgboostMatrix train;
    private readonly XgboostMatrix? watch;
    private nint handle;
    private int rounds;

    public XgboostBooster(XgboostMatrix train, XgboostMatrix? watch, IEnumerable<(string Name, string Value)> parameters)
    {
        (this.train, this.watch) = (train, watch);
        nint* known = stackalloc nint[] { train.Handle, watch?.Handle ?? 0 };
        XgboostApi.Check(XgboostApi.XGBoosterCreate(known, watch is null ? 1UL : 2UL, out handle));
        foreach ((string name, string value) in parameters)
        {
            XgboostApi.Check(XgboostApi.XGBoosterSetParam(handle, name, value));
        }
    }

    /// <summary>One round: a tree an output.</summary>
    public void Step() => XgboostApi.Check(XgboostApi.XGBoosterUpdateOneIter(handle, rounds++, train.Handle));

    /// <summary>The library's own measure on the rows that watch.</summary>
    public double WatchLoss()
    {
        nint* matrices = stackalloc nint[] { watch!.Handle };
        XgboostApi.Check(XgboostApi.XGBoosterEvalOneIter(handle, rounds, matrices, ["watch"], 1, out byte* said));
        string line = Marshal.PtrToStringUTF8((nint)said)!;
        return double.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>The model of the first <paramref name="kept"/> rounds as UBJSON.</summary>
    public byte[] Save(int kept)
    {
        if (kept == rounds)
        {
            return Save(handle);
        }

        XgboostApi.Check(XgboostApi.XGBoosterSlice(handle, 0, kept, 1, out nint slice));
        try
        {
            return Save(slice);
        }
        finally
        {
            _ = XgboostApi.XGBoosterFree(slice);
        }
    }

    public void Dispose()
    {
        if (handle != 0)
        {
            _ = XgboostApi.XGBoosterFree(handle);
            handle = 0;
        }
    }

    private static byte[] Save(nint booster)
    {
        XgboostApi.Check(XgboostApi.XGBoosterSaveModelToBuffer(booster, """{"format":"ubj"}""", out ulong length, out byte* buffer));
        return new ReadOnlySpan<byte>(buffer, checked((int)length)).ToArray();
    }
}
