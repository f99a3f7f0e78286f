namespace MlCompare.Data.Audio;

/// <summary>Gathers sounds of one sample rate.</summary>
internal sealed class WaveCollection(string where)
{
    private readonly SortedDictionary<string, (Wave Wave, string ClassName, bool Test)> sounds = new(StringComparer.Ordinal);
    private (int Rate, string Where)? first;

    /// <param name="key">The sounds are kept in ordinal order of their keys.</param>
    public void Add(string key, Wave wave, string from, string className, bool test)
    {
        first ??= (wave.SampleRate, from);
        if (wave.SampleRate != first.Value.Rate)
        {
            throw new InputException(
                $"its sample rate is {wave.SampleRate} Hz, that of {first.Value.Where} is {first.Value.Rate} Hz", from,
                "convert all sounds to one sample rate");
        }

        if (wave.Samples.Length == 0)
        {
            throw new InputException("the sound has no samples", from, "remove the file");
        }

        sounds[key] = (wave, className, test);
    }

    /// <exception cref="InputException">There are no sounds; the line says why.</exception>
    public LabelledColumn ToColumn(string whyEmpty)
    {
        if (first is null)
        {
            throw new InputException(whyEmpty, where, "check the names of the sounds");
        }

        int[] test = [.. sounds.Values.Select((sound, row) => (sound.Test, row)).Where(pair => pair.Test).Select(pair => pair.row)];
        WaveformColumn column = new("sound", [.. sounds.Values.Select(sound => sound.Wave.Samples)], first.Value.Rate);
        return new LabelledColumn(Modality.Audio, column, [.. sounds.Values.Select(sound => sound.ClassName)], test, where);
    }
}
