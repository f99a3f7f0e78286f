using MlCompare.Learners.Encoders;
using MlCompare.Native.Workers;
using MlCompare.Native.Xgboost;

namespace MlCompare.Tests.Native.Xgboost;

/// <summary>The library's own scores of a saved model: rows in, margins out.</summary>
public sealed unsafe class XgboostPredictJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        byte[] model = NumberArrays.Load<byte>(request);
        float[] values = NumberArrays.Load<float>(request);
        bool[] categorical = NumberArrays.Load<bool>(request);
        double[] start = NumberArrays.Load<double>(request);
        int rows = values.Length / categorical.Length;
        using XgboostMatrix matrix = XgboostMatrix.Of(values, rows, categorical);
        matrix.SetStart(rows, start);
        XgboostApi.Check(XgboostApi.XGBoosterCreate(null, 0, out nint booster));
        fixed (byte* buffer = model)
        {
            XgboostApi.Check(XgboostApi.XGBoosterLoadModelFromBuffer(booster, buffer, (ulong)model.Length));
        }

        const string Margins = """{"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}""";
        XgboostApi.Check(XgboostApi.XGBoosterPredictFromDMatrix(booster, matrix.Handle, Margins, out _, out _, out float* result));
        NumberArrays.Save<float>(response, new ReadOnlySpan<float>(result, rows * start.Length));
        _ = XgboostApi.XGBoosterFree(booster);
    }
}
