using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Xgboost;

/// <summary>Rows to fit on, rows that watch, and the scores that boosting starts from, one an output.</summary>
internal sealed record XgboostSplit(int[] Train, int[] Watch, double[] Start);

/// <summary>What a worker needs for one fit.</summary>
/// <param name="Values">Row-major; NaN is missing, categories are codes.</param>
/// <param name="Categorical">Column → whether its numbers are codes of categories.</param>
/// <param name="Labels">Class numbers, or targets.</param>
/// <param name="Parameters">The library's own names and values.</param>
/// <param name="Splits">Splits that choose the number of rounds by the mean of their losses; none: all rounds.</param>
/// <param name="All">All rows, for the final fit; null when the only split's own model is kept.</param>
internal sealed record XgboostRequest(
    float[] Values,
    bool[] Categorical,
    float[] Labels,
    (string Name, string Value)[] Parameters,
    XgboostSplit[] Splits,
    XgboostSplit? All,
    int MaxRounds,
    int Patience)
{
    public int Rows => Labels.Length;

    public void Write(BinaryWriter writer)
    {
        NumberArrays.Save<float>(writer, Values);
        NumberArrays.Save<bool>(writer, Categorical);
        NumberArrays.Save<float>(writer, Labels);
        writer.Write(Parameters.Length);
        foreach ((string name, string value) in Parameters)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(Splits.Length);
        foreach (XgboostSplit split in Splits)
        {
            Write(writer, split);
        }

        writer.Write(All is not null);
        if (All is not null)
        {
            Write(writer, All);
        }

        writer.Write(MaxRounds);
        writer.Write(Patience);
    }

    public static XgboostRequest Read(BinaryReader reader)
    {
        float[] values = NumberArrays.Load<float>(reader);
        bool[] categorical = NumberArrays.Load<bool>(reader);
        float[] labels = NumberArrays.Load<float>(reader);
        (string Name, string Value)[] parameters = new (string, string)[reader.ReadInt32()];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = (reader.ReadString(), reader.ReadString());
        }

        XgboostSplit[] splits = new XgboostSplit[reader.ReadInt32()];
        for (int i = 0; i < splits.Length; i++)
        {
            splits[i] = ReadSplit(reader);
        }

        XgboostSplit? all = reader.ReadBoolean() ? ReadSplit(reader) : null;
        return new XgboostRequest(values, categorical, labels, parameters, splits, all, reader.ReadInt32(), reader.ReadInt32());
    }

    private static void Write(BinaryWriter writer, XgboostSplit split)
    {
        NumberArrays.Save<int>(writer, split.Train);
        NumberArrays.Save<int>(writer, split.Watch);
        NumberArrays.Save<double>(writer, split.Start);
    }

    private static XgboostSplit ReadSplit(BinaryReader reader) =>
        new(NumberArrays.Load<int>(reader), NumberArrays.Load<int>(reader), NumberArrays.Load<double>(reader));
}
