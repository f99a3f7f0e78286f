using System.Runtime.InteropServices;

namespace MlCompare.Native.Libsvm;

/// <summary>The functions and structures of LIBSVM's svm.h that are used, from version 3.0 on.</summary>
internal static unsafe partial class LibsvmApi
{
    private const string Library = "svm";

    static LibsvmApi()
    {
        NativeEngine.Libsvm.Load();
        svm_set_print_string_function(&Silence);
    }

    /// <summary>As the library numbers itself: 324 is 3.24.</summary>
    public static int Version => *(int*)NativeLibrary.GetExport(NativeEngine.Libsvm.Load(), "libsvm_version");

    [LibraryImport(Library)]
    public static partial byte* svm_check_parameter(SvmProblem* problem, SvmParameter* parameter);

    [LibraryImport(Library)]
    public static partial void* svm_train(SvmProblem* problem, SvmParameter* parameter);

    [LibraryImport(Library)]
    public static partial double svm_predict_values(void* model, SvmNode* row, double* values);

    [LibraryImport(Library)]
    public static partial int svm_get_nr_class(void* model);

    [LibraryImport(Library)]
    public static partial void svm_get_labels(void* model, int* labels);

    [LibraryImport(Library)]
    public static partial int svm_get_nr_sv(void* model);

    [LibraryImport(Library)]
    public static partial void svm_get_sv_indices(void* model, int* indices);

    [LibraryImport(Library)]
    public static partial void svm_free_and_destroy_model(void** model);

    [LibraryImport(Library)]
    private static partial void svm_set_print_string_function(delegate* unmanaged<byte*, void> print);

    [UnmanagedCallersOnly]
    private static void Silence(byte* text)
    {
    }
}

/// <summary>One entry of a sparse row; index −1 ends it.</summary>
internal struct SvmNode
{
    public int Index;
    public double Value;
}

/// <summary>Rows with their labels.</summary>
internal unsafe struct SvmProblem
{
    public int Count;
    public double* Labels;
    public SvmNode** Rows;
}

/// <summary>What to train. The field order is the library's.</summary>
internal unsafe struct SvmParameter
{
    public const int ClassesByC = 0, RegressionByEpsilon = 3;
    public const int Linear = 0, Gaussian = 2, Precomputed = 4;

    public int Type;
    public int Kernel;
    public int Degree;
    public double Gamma;
    public double Coefficient0;
    public double CacheMegabytes;
    public double Tolerance;
    public double C;
    public int WeightCount;
    public int* WeightLabels;
    public double* Weights;
    public double Nu;
    public double Epsilon;
    public int Shrinking;
    public int Probability;
}

/// <summary>The beginning of a model, the same in all versions.</summary>
internal unsafe struct SvmModelHead
{
    public SvmParameter Parameter;
    public int Classes;
    public int SupportCount;
    public SvmNode** Support;
    public double** Coefficients;
    public double* Offsets;
}
