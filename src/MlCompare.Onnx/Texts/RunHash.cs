using MlCompare.Onnx.Graphs;

namespace MlCompare.Onnx.Texts;

/// <summary>
/// Numbers that tell runs of characters apart, by which they are looked up: ONNX cannot put characters together to a word again. Two polynomials modulo
/// primes below 2³¹ side by side: a run that is not known is taken for a known one once in 2⁶² over the number of known ones, and nothing overflows.
/// </summary>
internal sealed class RunHash(OnnxGraph graph)
{
    /// <summary>
    /// Two of the largest primes below 2³¹, and for each a base of no pattern and a factor for the first of a pair. With the base as that factor "ay cb" would
    /// be "by ca": each letter of the first run would be added to one of the second.
    /// </summary>
    private static readonly (long Prime, long Base, long First)[] Fields = [(2_147_483_647, 1_181_783_497, 1_498_237_651), (2_147_483_629, 276_247_597, 739_128_853)];

    // Powers are products of three from tables, which makes them as many as a text has characters at most.
    private const int Digit = 256;
    private const long Farthest = (long)Digit * Digit * Digit - 1;

    /// <summary>Of a run of characters, as <see cref="Between"/> gives it.</summary>
    public static long Of(ReadOnlySpan<long> run) => Joined(Polynomial(run, Fields[0], Farthest), Polynomial(run, Fields[1], Farthest));

    /// <summary>Of two runs after each other.</summary>
    public static long OfPair(ReadOnlySpan<long> first, ReadOnlySpan<long> second)
    {
        Span<long> both = stackalloc long[2];
        for (int f = 0; f < 2; f++)
        {
            both[f] = (Polynomial(first, Fields[f], Farthest) * Fields[f].First + Polynomial(second, Fields[f], Farthest)) % Fields[f].Prime;
        }

        return Joined(both[0], both[1]);
    }

    /// <summary>Of a short run, as <see cref="Windows"/> gives it.</summary>
    public static long OfWindow(ReadOnlySpan<long> run) => Joined(Polynomial(run, Fields[0], 0), Polynomial(run, Fields[1], 0));

    /// <summary>Of the runs from one place to another, the last one included (rows × runs).</summary>
    /// <param name="numbers">Rows × length; a run does not begin at place 0.</param>
    /// <param name="pairs">Of each run after the one before it, too.</param>
    public (Value Runs, Value? Pairs) Between(Value numbers, Value starts, Value ends, bool pairs)
    {
        Value before = graph.Subtract(starts, graph.Integers(1)), length = graph.Apply("Gather", [graph.Apply("Shape", [numbers]), graph.Integers(1)]);
        List<Value> own = [], both = [];
        foreach ((long prime, long factor, long first) in Fields)
        {
            Value powers = Powers(graph.UpTo(length), prime, factor);
            Value sums = graph.Apply("CumSum", [Modulo(graph.Multiply(graph.Add(numbers, graph.Integers(1)), powers), prime), graph.Whole(1)]);
            Value run = Modulo(graph.Subtract(At(sums, ends), At(sums, before)), prime);
            Value moved = Modulo(graph.Multiply(run, Powers(graph.Subtract(graph.Integers(Farthest), starts), prime, factor)), prime);
            own.Add(moved);
            if (pairs)
            {
                Value earlier = graph.Apply("Pad", [moved, graph.Integers(0, 1, 0, -1), graph.Whole(0)]);
                both.Add(Modulo(graph.Add(graph.Multiply(earlier, graph.Integers(first)), moved), prime));
            }
        }

        return (Joined(own), pairs ? Joined(both) : null);
    }

    /// <summary>Of the runs of one length from every place on (rows × length); past the end stands nothing.</summary>
    public Value Windows(Value numbers, int size)
    {
        Value filled = graph.Apply("Pad", [graph.Add(numbers, graph.Integers(1)), graph.Integers(0, 0, 0, size - 1), graph.Whole(0)]);
        List<Value> parts = [];
        foreach ((long prime, long factor, _) in Fields)
        {
            long power = 1;
            Value? sum = null;
            for (int at = 0; at < size; at++)
            {
                Value later = at == size - 1
                    ? graph.Apply("Slice", [filled, graph.Integers(at), graph.Integers(int.MaxValue), graph.Integers(1)])
                    : graph.Apply("Slice", [filled, graph.Integers(at), graph.Integers(at + 1 - size), graph.Integers(1)]);
                Value part = graph.Multiply(later, graph.Integers(power));
                sum = sum is { } before ? graph.Add(before, part) : part;
                power = power * factor % prime;
            }

            parts.Add(Modulo(sum!.Value, prime));
        }

        return Joined(parts);
    }

    private Value Powers(Value exponents, long prime, long factor)
    {
        Value? product = null;
        Value rest = exponents;
        for (int digit = 0; digit < 3; digit++)
        {
            long[] table = new long[Digit];
            table[0] = 1;
            for (int i = 1; i < Digit; i++)
            {
                table[i] = table[i - 1] * factor % prime;
            }

            Value here = graph.Apply("Gather", [graph.Integers(table), Modulo(rest, Digit)]);
            product = product is { } before ? Modulo(graph.Multiply(before, here), prime) : here;
            rest = graph.Divide(rest, graph.Integers(Digit));
            factor = table[^1] * factor % prime;
        }

        return product!.Value;
    }

    private static long Polynomial(ReadOnlySpan<long> run, (long Prime, long Base, long First) field, long exponent)
    {
        long sum = 0, power = 1, factor = field.Base;
        for (long bits = exponent; bits > 0; bits /= 2, factor = factor * factor % field.Prime)
        {
            power = bits % 2 == 1 ? power * factor % field.Prime : power;
        }

        foreach (long number in run)
        {
            sum = (sum + (number + 1) * power) % field.Prime;
            power = power * field.Base % field.Prime;
        }

        return sum;
    }

    private Value At(Value sums, Value places) => graph.Apply("GatherElements", [sums, places], OnnxAttribute.Of("axis", 1));

    private Value Modulo(Value value, long by) => graph.Apply("Mod", [value, graph.Integers(by)]);

    private Value Joined(List<Value> parts) => graph.Add(graph.Multiply(parts[0], graph.Integers(1L << 31)), parts[1]);

    private static long Joined(long first, long second) => (first << 31) + second;
}
