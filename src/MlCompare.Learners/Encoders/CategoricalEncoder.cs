using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// A categorical column as indicators of the levels that occur often enough in training; the others share a rare bucket, which also
/// takes levels never seen (all zero when there is no such bucket). Missing is a level of its own. Two levels make one column of
/// minus and plus; ordered levels add their scaled rank.
/// </summary>
internal sealed class CategoricalEncoder : ColumnEncoder
{
    internal const byte KindCode = 2;
    private const string RareName = "(rare)";
    private const string MissingName = "(missing)";
    private readonly LevelSlots slots;
    private readonly float value;
    private readonly NumericScaler? rank;
    private readonly ImmutableArray<string> order;

    private CategoricalEncoder(string column, LevelSlots slots, float value, NumericScaler? rank, ImmutableArray<string> order)
        : base(column)
    {
        this.slots = slots;
        this.value = value;
        this.rank = rank;
        this.order = order;
    }

    /// <summary>Null when only one level (or only missing values) occurs in training.</summary>
    public static CategoricalEncoder? Fit(CategoricalColumn column, EncoderOptions options)
    {
        LevelSlots slots = LevelSlots.Fit(column, options.LevelCountFor(column.Count), options.MaxLevels);
        if (slots.Count < 2)
        {
            return null;
        }

        bool ranked = column.Ordered && options.OrderedAsRank;
        float[] ranks = ranked ? [.. column.Codes.Select(code => code < 0 ? float.NaN : code)] : [];
        return new CategoricalEncoder(
            column.Name, slots, options.IndicatorValue, NumericScaler.Fit(ranks, options.Scaling, options.ClipAt), ranked ? column.Levels : []);
    }

    /// <summary>Levels that are told apart.</summary>
    public IEnumerable<string> Known => slots.Levels.Union(order.IsDefault ? [] : order, StringComparer.Ordinal);

    private bool Binary => slots.Count == 2;

    private int IndicatorWidth => Binary ? 1 : slots.Count;

    public override int DenseWidth => IndicatorWidth + (rank is null ? 0 : 1);

    public override ImmutableArray<string> DenseNames =>
    [
        .. Enumerable.Range(Binary ? 1 : 0, IndicatorWidth).Select(slot => $"{Column}={SlotName(slot)}"),
        .. (rank is null ? Array.Empty<string>() : [$"{Column} (rank)"]),
    ];

    private string SlotName(int slot) =>
        slot < slots.Levels.Length ? slots.Levels[slot] : slot == slots.Rare ? RareName : MissingName;

    public override void Encode(Column column, float[] dense, int offset, int stride)
    {
        CategoricalColumn categories = Require<CategoricalColumn>(column);
        int[] slotOf = slots.ForLevels(categories.Levels);
        int[] rankOf = [.. categories.Levels.Select(level => order.IsDefaultOrEmpty ? -1 : order.IndexOf(level, StringComparer.Ordinal))];
        for (int i = 0; i < categories.Count; i++)
        {
            int code = categories.Codes[i];
            int slot = code < 0 ? slots.Missing : slotOf[code];
            int at = i * stride + offset;
            if (Binary)
            {
                dense[at] = slot < 0 ? 0 : slot == 1 ? value : -value;
            }
            else if (slot >= 0)
            {
                dense[at + slot] = value;
            }

            if (rank is { } scale)
            {
                int place = code < 0 ? -1 : rankOf[code];
                dense[at + IndicatorWidth] = scale.Apply(place < 0 ? float.NaN : place);
            }
        }
    }

    protected override byte Kind => KindCode;

    protected override void SaveBody(BinaryWriter writer)
    {
        slots.Save(writer);
        writer.Write(value);
        writer.Write(rank.HasValue);
        rank?.Save(writer);
        LevelSlots.SaveNames(writer, order);
    }

    internal static CategoricalEncoder LoadBody(string column, BinaryReader reader) => new(
        column, LevelSlots.Load(reader), reader.ReadSingle(), reader.ReadBoolean() ? NumericScaler.Load(reader) : null, LevelSlots.LoadNames(reader));
}
