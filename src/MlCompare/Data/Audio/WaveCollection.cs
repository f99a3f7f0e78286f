using MlCompare.Data.Rows;

namespace MlCompare.Data.Audio;

/// <summary>Gathers sounds of one sample rate.</summary>
/// <typeparam name="T">What is kept of a sound.</typeparam>
internal sealed class WaveCollection<T>(string where)
{
    private readonly SortedDictionary<string, (T Sound, string ClassName, bool Test)> sounds = new(StringComparer.Ordinal);
    private (int Rate, string Where)? first;

    /// <param name="key">The sounds are kept in ordinal order of their keys.</param>
    public void Add(string key, T sound, WaveShape shape, string from, string className, bool test)
    {
        first ??= (shape.SampleRate, from);
        if (shape.SampleRate != first.Value.Rate)
        {
            throw new InputException(
                $"its sample rate is {shape.SampleRate} Hz, that of {first.Value.Where} is {first.Value.Rate} Hz", from,
                "convert all sounds to one sample rate");
        }

        if (shape.Samples == 0)
        {
            throw new InputException("the sound has no samples", from, "remove the file");
        }

        sounds[key] = (sound, className, test);
    }

    /// <exception cref="InputException">There are no sounds; the line says why.</exception>
    public LabelledColumn ToColumn(string whyEmpty, Func<T[], ValueRows> rows)
    {
        if (first is null)
        {
            throw new InputException(whyEmpty, where, "check the names of the sounds");
        }

        int[] test = [.. sounds.Values.Select((sound, row) => (sound.Test, row)).Where(pair => pair.Test).Select(pair => pair.row)];
        WaveformColumn column = new("sound", rows([.. sounds.Values.Select(sound => sound.Sound)]), first.Value.Rate);
        return new LabelledColumn(Modality.Audio, column, [.. sounds.Values.Select(sound => sound.ClassName)], test, where);
    }
}
