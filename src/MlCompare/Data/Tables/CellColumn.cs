using System.Globalization;
using System.Text;

namespace MlCompare.Data.Tables;

/// <summary>
/// The cells of one column as read: distinct spellings with a code a row, or, once there are many distinct numbers, the numbers
/// alone. Keeps no object a cell.
/// </summary>
public sealed class CellColumn
{
    /// <summary>More distinct numbers than any set of levels has: from here on the spellings are let go.</summary>
    private const int MaxSpellings = 5000;

    private const int Missing = -1;

    /// <summary>Of a string and its places in the dictionary and the lists, beside its letters.</summary>
    private const int SpellingBytes = 80;

    /// <summary>Code of a lone dash that stands for a missing value, unless the column turns out to hold plus and minus.</summary>
    private const int Dash = -2;

    private readonly bool keepSpelling;
    private readonly HashSet<string> missing;
    private readonly Dictionary<string, int> codeOf = new(Utf8Comparer.Instance);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<byte>> codeOfBytes;
    private readonly List<string> spellings = [];
    private readonly List<double> values = [];
    private readonly bool exact;
    private int released = -1;
    private long spelledBytes;
    private Chunks<int>? codes = new();
    private NumberCells? numbers;

    /// <param name="exact">Numbers keep all their digits, as labels must; features are read as single precision.</param>
    internal CellColumn(string name, bool keepSpelling, IEnumerable<string> missing, bool exact = true)
    {
        Name = name;
        this.keepSpelling = keepSpelling;
        this.exact = exact;
        this.missing = new HashSet<string>(missing, StringComparer.OrdinalIgnoreCase);
        codeOfBytes = codeOf.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public string Name { get; }

    public int Count => codes?.Count ?? numbers?.Count ?? released;

    /// <summary>What the cells take in memory, estimated.</summary>
    internal long Bytes => (codes?.Bytes ?? 0) + (numbers?.Bytes ?? 0) + spelledBytes;

    /// <summary>Every cell that is not missing is a number (infinities included), and there is one at least.</summary>
    public bool IsNumeric { get; private set; } = true;

    public int MissingCount { get; private set; }

    /// <summary>False when only the numbers are left.</summary>
    public bool HasSpellings => codes is not null;

    /// <summary>Distinct spellings in order of first appearance; empty when only numbers are left.</summary>
    public IReadOnlyList<string> Spellings => spellings;

    internal bool LostSpelling { get; private set; }

    /// <summary>Code into <see cref="Spellings"/>; negative when the cell is missing.</summary>
    public int Code(int row) => codes![row];

    /// <summary>The cell's text; null when it is missing.</summary>
    public string? Text(int row) => codes is null ? numbers![row].ToString("R", CultureInfo.InvariantCulture)
        : codes[row] < 0 ? null : spellings[codes[row]];

    /// <summary>The cell's number; NaN when it is missing or none.</summary>
    public double Number(int row) => codes is null ? numbers![row] : codes[row] < 0 ? double.NaN : values[codes[row]];

    internal void Add(ReadOnlySpan<byte> cell)
    {
        if (codes is null)
        {
            AddNumber(cell);
            return;
        }

        if (!codeOfBytes.TryGetValue(cell, out int code))
        {
            code = AddSpelling(Encoding.UTF8.GetString(cell), cell);
        }

        MissingCount += code < 0 ? 1 : 0;
        codes.Add(code);
        if (spellings.Count > MaxSpellings && IsNumeric && !keepSpelling)
        {
            LetSpellingsGo();
        }
    }

    /// <summary>In a column of "+" and "-" the dash is a value (the classes of the credit approval data are written so).</summary>
    internal void Complete()
    {
        if (codes is null || spellings is not ["+"])
        {
            return;
        }

        bool found = false;
        for (int row = 0; row < codes.Count; row++)
        {
            if (codes[row] == Dash)
            {
                codes[row] = 1;
                MissingCount--;
                found = true;
            }
        }

        if (found)
        {
            spellings.Add("-");
            values.Add(double.NaN);
            IsNumeric = false;
        }
    }

    /// <summary>Lets the cells go once a column is made of them: two copies of a large table need not be held.</summary>
    internal void Release()
    {
        released = Count;
        codes = null;
        numbers = null;
        spelledBytes = 0;
    }

    private int AddSpelling(string text, ReadOnlySpan<byte> cell)
    {
        // Bytes that are no valid UTF-8 make a text that has been seen although its bytes have not.
        if (codeOf.TryGetValue(text, out int known))
        {
            return known;
        }

        int code = !missing.Contains(text) ? spellings.Count : text == "-" ? Dash : Missing;
        codeOf.Add(text, code);
        if (code >= 0)
        {
            spelledBytes += SpellingBytes + (2L * text.Length);
            spellings.Add(text);
            values.Add(ParseNumber(cell));
            IsNumeric &= !double.IsNaN(values[^1]);
        }

        return code;
    }

    private void AddNumber(ReadOnlySpan<byte> cell)
    {
        double number = ParseNumber(cell);
        if (double.IsNaN(number))
        {
            if (missing.Contains(Encoding.UTF8.GetString(cell)))
            {
                MissingCount++;
            }
            else
            {
                LostSpelling = true;
            }
        }

        numbers!.Add(number);
    }

    private void LetSpellingsGo()
    {
        numbers = new NumberCells(exact);
        for (int row = 0; row < codes!.Count; row++)
        {
            numbers.Add(codes[row] < 0 ? double.NaN : values[codes[row]]);
        }

        codes = null;
        spelledBytes = 0;
        spellings.Clear();
        values.Clear();
        codeOf.Clear();
    }

    /// <summary>The number, in the invariant culture without thousands; NaN when it is none.</summary>
    internal static double ParseNumber(ReadOnlySpan<byte> cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        return cell.Length is 3 or 4 && Ascii.EqualsIgnoreCase(cell[^3..], "inf"u8)
            ? cell[0] switch { (byte)'-' => double.NegativeInfinity, (byte)'+' or (byte)'i' or (byte)'I' => double.PositiveInfinity, _ => double.NaN }
            : double.NaN;
    }
}
