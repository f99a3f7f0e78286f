namespace MlCompare.Native.Xgboost;

/// <summary>Rows in the library's own form, with their labels and where boosting starts for each.</summary>
internal sealed unsafe class XgboostMatrix : IDisposable
{
    private readonly string[] kinds;

    private XgboostMatrix(nint handle, string[] kinds)
    {
        Handle = handle;
        this.kinds = kinds;

        // A slice does not keep the kinds in every version.
        XgboostApi.Check(XgboostApi.XGDMatrixSetStrFeatureInfo(handle, "feature_type", kinds, (ulong)kinds.Length));
    }

    public nint Handle { get; private set; }

    /// <param name="values">Row-major; NaN is missing, categories are codes.</param>
    /// <param name="categorical">Column → whether its numbers are codes of categories.</param>
    public static XgboostMatrix Of(float[] values, int rows, bool[] categorical)
    {
        fixed (float* data = values)
        {
            XgboostApi.Check(XgboostApi.XGDMatrixCreateFromMat(data, (ulong)rows, (ulong)categorical.Length, float.NaN, out nint handle));
            return new XgboostMatrix(handle, [.. categorical.Select(isCategory => isCategory ? "c" : "q")]);
        }
    }

    public XgboostMatrix Select(int[] rows)
    {
        fixed (int* picked = rows)
        {
            XgboostApi.Check(XgboostApi.XGDMatrixSliceDMatrixEx(Handle, picked, (ulong)rows.Length, out nint slice, 0));
            return new XgboostMatrix(slice, kinds);
        }
    }

    public void SetLabels(float[] labels)
    {
        fixed (float* values = labels)
        {
            XgboostApi.Check(XgboostApi.XGDMatrixSetFloatInfo(Handle, "label", values, (ulong)labels.Length));
        }
    }

    /// <summary>Every row starts from the same score, one an output.</summary>
    public void SetStart(int rows, double[] start)
    {
        float[] margins = new float[rows * start.Length];
        for (int i = 0; i < margins.Length; i++)
        {
            margins[i] = (float)start[i % start.Length];
        }

        fixed (float* values = margins)
        {
            string described = FormattableString.Invariant(
                $$"""{"data":[{{(ulong)values}},true],"shape":[{{rows}},{{start.Length}}],"typestr":"<f4","version":3}""");
            XgboostApi.Check(XgboostApi.XGDMatrixSetInfoFromInterface(Handle, "base_margin", described));
        }
    }

    public void Dispose()
    {
        if (Handle != 0)
        {
            _ = XgboostApi.XGDMatrixFree(Handle);
            Handle = 0;
        }
    }
}
