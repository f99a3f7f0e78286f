using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Testing;

/// <summary>A small problem with a known shape: what the contracts fit and predict.</summary>
public sealed record Problem(string Name, TrainingSet Train, FeatureTable Test, Labels TestLabels)
{
    public Prediction Solve(ILearner learner, ulong seed = 7) => learner.Fit(Train, new FitContext(seed)).Predict(Test);

    /// <summary>The mean loss of a prediction: error rate, or mean squared error.</summary>
    public double Loss(Prediction prediction)
    {
        double sum = 0;
        for (int row = 0; row < TestLabels.Count; row++)
        {
            sum += TestLabels.Task == TaskKind.Regression
                ? Math.Pow(prediction.Row(row)[0] - TestLabels.Values[row], 2)
                : prediction.Class(row) == TestLabels.Classes[row] ? 0 : 1;
        }

        return sum / TestLabels.Count;
    }

    public override string ToString() => Name;
}

/// <summary>Makes the problems of the contracts: easy to learn, seeded, one for each modality and task.</summary>
public static class Problems
{
    private const int TrainRows = 160, TestRows = 80;

    /// <summary>Two or more Gaussian clusters in three numeric columns, a fourth that helps nobody, and a helpful category.</summary>
    public static Problem Table(int classes, int trainRows = TrainRows, ulong seed = 1)
    {
        Rng rng = new(Seeds.From(seed, "table", classes));
        int rows = trainRows + TestRows;
        int[] labels = Classes(rows, classes, rng);
        float[][] numbers = [.. Enumerable.Range(0, 4).Select(_ => new float[rows])];
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                double centre = labels[row] % 3 == column ? 2.5 : labels[row] >= 3 ? -2.5 : 0;
                numbers[column][row] = (float)(centre + rng.NextGaussian());
            }

            numbers[3][row] = (float)rng.NextGaussian();
            codes[row] = rng.NextDouble() < 0.7 ? labels[row] % 3 : rng.NextInt(3);
        }

        List<Column> columns = [.. numbers.Select((values, i) => new NumericColumn(i == 3 ? "useless" : $"x{i}", values))];
        columns.Insert(3, new CategoricalColumn("colour", codes, ["red", "green", "blue"]));
        return Split($"table, {classes} classes", Modality.Tabular, columns, Labels.OfClasses(labels, Names(classes)), trainRows);
    }

    /// <summary>A smooth target of three numeric columns, noise of a tenth of its spread, a fourth column that helps nobody.</summary>
    public static Problem Regression(int trainRows = TrainRows, ulong seed = 2)
    {
        Rng rng = new(Seeds.From(seed, "regression"));
        int rows = trainRows + TestRows;
        float[][] numbers = [.. Enumerable.Range(0, 4).Select(_ => new float[rows])];
        double[] targets = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                numbers[column][row] = (float)rng.NextDouble(-2, 2);
            }

            targets[row] = 100 + 10 * numbers[0][row] + 8 * numbers[1][row] - 6 * numbers[2][row] + 1.5 * rng.NextGaussian();
        }

        return Split(
            "table, regression", Modality.Tabular, numbers.Select((values, i) => new NumericColumn(i == 3 ? "useless" : $"x{i}", values)), Labels.OfValues(targets), trainRows);
    }

    /// <summary>The table of two classes with a quarter of all entries missing, in every row of one column at least now and then.</summary>
    public static Problem WithMissing()
    {
        Problem problem = Table(2, seed: 3);
        Rng rng = new(Seeds.From(3, "missing"));
        return problem with
        {
            Name = "table with missing values",
            Train = problem.Train with { Features = PunchHoles(problem.Train.Features, rng) },
            Test = PunchHoles(problem.Test, rng),
        };
    }

    /// <summary>6×6 images with a bright bar, upright or lying.</summary>
    public static Problem Images(int testRows = TestRows)
    {
        Rng rng = new(Seeds.From(4, "images"));
        const int Side = 6;
        int rows = TrainRows + testRows;
        int[] labels = Classes(rows, 2, rng);
        float[][] pixels = new float[rows][];
        for (int row = 0; row < rows; row++)
        {
            pixels[row] = new float[Side * Side];
            int bar = 1 + rng.NextInt(2);
            for (int i = 0; i < pixels[row].Length; i++)
            {
                int along = labels[row] == 0 ? i / Side : i % Side;
                pixels[row][i] = (float)Math.Clamp((along == bar ? 0.9 : 0.1) + 0.05 * rng.NextGaussian(), 0, 1);
            }
        }

        return Split("images", Modality.Image, [new ImageColumn("image", pixels, Side, Side, 1)], Labels.OfClasses(labels, Names(2)), TrainRows);
    }

    /// <summary>Short texts whose words tell the class.</summary>
    public static Problem Texts()
    {
        Rng rng = new(Seeds.From(5, "texts"));
        string[][] words = [["good", "great", "fine", "lovely"], ["bad", "awful", "poor", "nasty"], ["the", "a", "film", "was", "it", "plot"]];
        const int Rows = TrainRows + TestRows;
        int[] labels = Classes(Rows, 2, rng);
        string?[] texts = new string?[Rows];
        for (int row = 0; row < Rows; row++)
        {
            texts[row] = string.Join(' ', Enumerable.Range(0, 8).Select(i =>
            {
                string[] list = words[i % 3 == 0 ? labels[row] : 2];
                return list[rng.NextInt(list.Length)];
            }));
        }

        return Split("texts", Modality.Text, [new TextColumn("text", texts)], Labels.OfClasses(labels, Names(2)), TrainRows);
    }

    /// <summary>A low or a high tone of a fifth of a second, in noise, at 8 kHz.</summary>
    public static Problem Sounds()
    {
        Rng rng = new(Seeds.From(6, "sounds"));
        const int Rows = TrainRows + TestRows, Rate = 8000;
        int[] labels = Classes(Rows, 2, rng);
        float[][] waves = new float[Rows][];
        for (int row = 0; row < Rows; row++)
        {
            waves[row] = new float[Rate / 5 + rng.NextInt(200)];
            double hertz = (labels[row] == 0 ? 400 : 1600) * rng.NextDouble(0.9, 1.1);
            for (int t = 0; t < waves[row].Length; t++)
            {
                waves[row][t] = (float)(0.3 * Math.Sin(2 * Math.PI * hertz * t / Rate) + 0.02 * rng.NextGaussian());
            }
        }

        return Split("sounds", Modality.Audio, [new WaveformColumn("wave", waves, Rate)], Labels.OfClasses(labels, Names(2)), TrainRows);
    }

    /// <summary>One for each modality and task.</summary>
    public static IReadOnlyList<Problem> All() => [Table(2), Table(4), Regression(), WithMissing(), Images(), Texts(), Sounds()];

    /// <summary>The problem with its classes renamed: class k becomes <paramref name="newCode"/>[k], names moved along.</summary>
    public static Problem Relabelled(Problem problem, int[] newCode)
    {
        Labels Rename(Labels labels)
        {
            string[] names = new string[newCode.Length];
            for (int k = 0; k < names.Length; k++)
            {
                names[newCode[k]] = labels.ClassNames[k];
            }

            return Labels.OfClasses([.. labels.Classes.Select(code => newCode[code])], [.. names]);
        }

        return problem with { Train = problem.Train with { Labels = Rename(problem.Train.Labels) }, TestLabels = Rename(problem.TestLabels) };
    }

    /// <summary>The problem with other columns, made from the old ones.</summary>
    public static Problem WithColumns(Problem problem, Func<ImmutableArray<Column>, IEnumerable<Column>> change) => problem with
    {
        Train = problem.Train with { Features = new FeatureTable(problem.Test.Modality, change(problem.Train.Features.Columns)) },
        Test = new FeatureTable(problem.Test.Modality, change(problem.Test.Columns)),
    };

    /// <summary>The problem with only some of its training rows.</summary>
    public static Problem WithRows(Problem problem, IEnumerable<int> rows)
    {
        int[] picked = [.. rows];
        return problem with { Train = new TrainingSet(problem.Train.Features.Select(picked), problem.Train.Labels.Select(picked)) };
    }

    private static Problem Split(string name, Modality modality, IEnumerable<Column> columns, Labels labels, int trainRows)
    {
        FeatureTable features = new(modality, columns);
        int[] train = [.. Enumerable.Range(0, trainRows)];
        int[] test = [.. Enumerable.Range(trainRows, labels.Count - trainRows)];
        return new Problem(name, new TrainingSet(features.Select(train), labels.Select(train)), features.Select(test), labels.Select(test));
    }

    private static int[] Classes(int rows, int classes, Rng rng)
    {
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % classes)];
        rng.Shuffle<int>(labels);
        return labels;
    }

    private static ImmutableArray<string> Names(int classes) => [.. Enumerable.Range(0, classes).Select(k => $"class {k}")];

    private static FeatureTable PunchHoles(FeatureTable features, Rng rng) => new(features.Modality, features.Columns.Select(column => column switch
    {
        NumericColumn numeric => new NumericColumn(numeric.Name, [.. numeric.Values.Select(value => rng.NextDouble() < 0.25 ? float.NaN : value)]),
        CategoricalColumn category => new CategoricalColumn(category.Name, [.. category.Codes.Select(code => rng.NextDouble() < 0.25 ? -1 : code)], category.Levels),
        _ => column,
    }));
}
