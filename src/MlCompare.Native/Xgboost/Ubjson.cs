using System.Buffers.Binary;
using System.Text;

namespace MlCompare.Native.Xgboost;

/// <summary>
/// Reads Universal Binary JSON (draft 12, ubjson.org), the form in which XGBoost writes its models. Objects become dictionaries; arrays
/// whose header names a type of numbers become arrays of float or int; other arrays become arrays of objects.
/// </summary>
internal sealed class Ubjson(byte[] bytes)
{
    private int at;

    /// <exception cref="InvalidDataException">The bytes are no such document.</exception>
    public static Dictionary<string, object?> Read(byte[] bytes)
    {
        try
        {
            return (Dictionary<string, object?>)new Ubjson(bytes).Value()!;
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or InvalidCastException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The model is no UBJSON document.");
        }
    }

    private object? Value() => Value((char)bytes[at++]);

    private object? Value(char type) => type switch
    {
        '{' => Object(),
        '[' => Array(),
        'S' => Text(),
        'd' => Single(),
        'D' => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double))),
        'T' => true,
        'F' => false,
        'Z' => null,
        _ => Whole(type),
    };

    private long Whole(char type) => type switch
    {
        'i' => (sbyte)bytes[at++],
        'U' => bytes[at++],
        'I' => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short))),
        'l' => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
        'L' => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long))),
        _ => throw new InvalidDataException($"UBJSON type '{type}' at byte {at - 1} is unknown."),
    };

    private float Single() => BinaryPrimitives.ReadSingleBigEndian(Take(sizeof(float)));

    private int Count() => checked((int)Whole((char)bytes[at++]));

    private string Text() => Encoding.UTF8.GetString(Take(Count()));

    private Dictionary<string, object?> Object()
    {
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        while (bytes[at] != '}')
        {
            string key = Text();
            members[key] = Value();
        }

        at++;
        return members;
    }

    private object Array()
    {
        char type = '\0';
        if (bytes[at] == '$')
        {
            type = (char)bytes[at + 1];
            at += 2;
        }

        if (bytes[at] != '#')
        {
            List<object?> items = [];
            while (bytes[at] != ']')
            {
                items.Add(Value());
            }

            at++;
            return items.ToArray();
        }

        at++;
        int count = Count();
        return type switch
        {
            '\0' => Make(count, Value),
            'd' => Make(count, Single),
            'i' or 'U' or 'I' or 'l' or 'L' => Make(count, () => checked((int)Whole(type))),
            _ => Make(count, () => Value(type)),
        };
    }

    private static T[] Make<T>(int count, Func<T> next)
    {
        T[] items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = next();
        }

        return items;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = bytes.AsSpan(at, count);
        at += count;
        return taken;
    }
}
