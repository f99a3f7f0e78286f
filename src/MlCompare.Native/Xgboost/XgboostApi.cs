using System.Runtime.InteropServices;

namespace MlCompare.Native.Xgboost;

/// <summary>The functions of XGBoost's C interface that are used, as in its c_api.h from version 1.6 on. Each gives 0 for success.</summary>
internal static unsafe partial class XgboostApi
{
    private const string Library = "xgboost";

    static XgboostApi() => NativeEngine.Xgboost.Load();

    /// <exception cref="InvalidOperationException">The call failed; the message is the library's.</exception>
    public static void Check(int state)
    {
        if (state != 0)
        {
            string said = Marshal.PtrToStringUTF8((nint)XGBGetLastError()) ?? "";

            // The library's message goes on with a stack trace.
            throw new InvalidOperationException($"XGBoost: {said.Split("Stack trace:")[0].Trim().ReplaceLineEndings(" ")}");
        }
    }

    public static Version Version()
    {
        XGBoostVersion(out int major, out int minor, out int patch);
        return new Version(major, minor, patch);
    }

    [LibraryImport(Library)]
    private static partial byte* XGBGetLastError();

    [LibraryImport(Library)]
    private static partial void XGBoostVersion(out int major, out int minor, out int patch);

    [LibraryImport(Library)]
    public static partial int XGDMatrixCreateFromMat(float* data, ulong rows, ulong columns, float missing, out nint matrix);

    [LibraryImport(Library)]
    public static partial int XGDMatrixSliceDMatrixEx(nint matrix, int* rows, ulong count, out nint slice, int allowGroups);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetFloatInfo(nint matrix, string field, float* values, ulong count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetInfoFromInterface(nint matrix, string field, string arrayInterface);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetStrFeatureInfo(nint matrix, string field, string[] features, ulong count);

    [LibraryImport(Library)]
    public static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library)]
    public static partial int XGBoosterCreate(nint* matrices, ulong count, out nint booster);

    [LibraryImport(Library)]
    public static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSetParam(nint booster, string name, string value);

    [LibraryImport(Library)]
    public static partial int XGBoosterUpdateOneIter(nint booster, int round, nint train);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterEvalOneIter(nint booster, int round, nint* matrices, string[] names, ulong count, out byte* result);

    [LibraryImport(Library)]
    public static partial int XGBoosterSlice(nint booster, int beginRound, int endRound, int step, out nint slice);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSaveModelToBuffer(nint booster, string config, out ulong length, out byte* buffer);

    [LibraryImport(Library)]
    public static partial int XGBoosterLoadModelFromBuffer(nint booster, byte* buffer, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterPredictFromDMatrix(
        nint booster, nint matrix, string config, out ulong* shape, out ulong dimensions, out float* result);
}
