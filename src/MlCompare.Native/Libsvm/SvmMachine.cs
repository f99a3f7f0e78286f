using System.Runtime.InteropServices;

namespace MlCompare.Native.Libsvm;

/// <summary>A machine as the library trained it, with its numbers put in our order of classes.</summary>
internal sealed unsafe class SvmMachine : IDisposable
{
    private readonly nint[] rows;
    private readonly double[] labels;
    private readonly GCHandle rowsHandle, labelsHandle;
    private readonly int[] order;
    private void* model;

    /// <param name="train">Numbers of the rows to train on.</param>
    public SvmMachine(SvmRequest request, SvmChoice choice, SvmRows all, int[] train)
    {
        rows = [.. train.Select(row => (nint)all.Row(row))];
        labels = [.. train.Select(row => request.Labels[row])];

        // The model goes on pointing at the rows.
        rowsHandle = GCHandle.Alloc(rows, GCHandleType.Pinned);
        labelsHandle = GCHandle.Alloc(labels, GCHandleType.Pinned);
        SvmProblem problem = new() { Count = rows.Length, Labels = (double*)labelsHandle.AddrOfPinnedObject(), Rows = (SvmNode**)rowsHandle.AddrOfPinnedObject() };
        SvmParameter parameter = new()
        {
            Type = request.Classes > 0 ? SvmParameter.ClassesByC : SvmParameter.RegressionByEpsilon,
            Kernel = request.Precomputed ? SvmParameter.Precomputed : request.Shape == SvmShape.Linear ? SvmParameter.Linear : SvmParameter.Gaussian,
            Gamma = choice.Gamma,
            C = choice.C,
            Epsilon = request.Epsilon,
            Tolerance = request.Tolerance,
            CacheMegabytes = request.CacheMegabytes,
            Shrinking = 1,
        };
        byte* refusal = LibsvmApi.svm_check_parameter(&problem, &parameter);
        if (refusal != null)
        {
            throw new InvalidOperationException($"LIBSVM: {Marshal.PtrToStringUTF8((nint)refusal)}");
        }

        model = LibsvmApi.svm_train(&problem, &parameter);
        order = new int[request.Classes > 0 ? LibsvmApi.svm_get_nr_class(model) : 0];
        fixed (int* target = order)
        {
            if (order.Length > 0)
            {
                LibsvmApi.svm_get_labels(model, target);
            }
        }
    }

    /// <summary>Scores of one row in our order of pairs; NaN for pairs with a class that the training rows lack.</summary>
    public void Score(SvmNode* row, int classes, Span<double> scores)
    {
        double* values = stackalloc double[Math.Max(1, order.Length * (order.Length - 1) / 2)];
        LibsvmApi.svm_predict_values(model, row, values);
        if (classes == 0)
        {
            scores[0] = values[0];
            return;
        }

        scores.Fill(double.NaN);
        for (int a = 0, pair = 0; a < order.Length; a++)
        {
            for (int b = a + 1; b < order.Length; b++, pair++)
            {
                (int place, bool turned) = Pairs.Place(order[a], order[b], classes);
                scores[place] = turned ? -values[pair] : values[pair];
            }
        }
    }

    /// <summary>The model in our order of classes.</summary>
    public SvmModel ToModel(int classes)
    {
        SvmModelHead* head = (SvmModelHead*)model;
        int[] support = new int[head->SupportCount];
        fixed (int* target = support)
        {
            LibsvmApi.svm_get_sv_indices(model, target);
        }

        for (int i = 0; i < support.Length; i++)
        {
            support[i]--;
        }

        if (classes == 0)
        {
            return new SvmModel(support, new ReadOnlySpan<double>(head->Coefficients[0], support.Length).ToArray(), [head->Offsets[0]]);
        }

        return ByPairs(head, support, classes);
    }

    public void Dispose()
    {
        if (model != null)
        {
            void* gone = model;
            LibsvmApi.svm_free_and_destroy_model(&gone);
            model = null;
            rowsHandle.Free();
            labelsHandle.Free();
        }
    }

    /// <summary>
    /// The library keeps, for a support vector of its class a, the coefficients against the other classes: row b − 1 of the table for
    /// b above a, row b for b below.
    /// </summary>
    private SvmModel ByPairs(SvmModelHead* head, int[] support, int classes)
    {
        int pairs = classes * (classes - 1) / 2;
        double[] weights = new double[pairs * support.Length], offsets = new double[pairs];
        for (int a = 0, pair = 0; a < order.Length; a++)
        {
            for (int b = a + 1; b < order.Length; b++, pair++)
            {
                (int place, bool turned) = Pairs.Place(order[a], order[b], classes);
                int sign = turned ? -1 : 1;
                offsets[place] = sign * head->Offsets[pair];
                for (int i = 0; i < support.Length; i++)
                {
                    int own = (int)labels[support[i]];
                    double weight = own == order[a] ? head->Coefficients[b - 1][i] : own == order[b] ? head->Coefficients[a][i] : 0;
                    weights[place * support.Length + i] = sign * weight;
                }
            }
        }

        return new SvmModel(support, weights, offsets);
    }
}
