using System.Collections.Concurrent;
using System.Diagnostics;

namespace MlCompare.Fuzz;

/// <summary>Reads files on a thread that can be left behind when it does not come to an end.</summary>
internal sealed class Reader
{
    private const int HangSeconds = 20, StackBytes = 1 << 20;
    private const long FreeBytes = 64 << 20, BytesPerByte = 2000;

    private Work work = new();

    /// <summary>What was wrong with how the file was read or refused; null when nothing was.</summary>
    public string? Try(Target target, byte[] bytes, string folder, out bool wasRead)
    {
        work.Jobs.Add((target, bytes, folder));
        if (work.Answers.TryTake(out (string? What, bool Read) answer, TimeSpan.FromSeconds(HangSeconds)))
        {
            wasRead = answer.Read;
            return answer.What;
        }

        work = new Work();
        wasRead = false;
        return $"no end within {HangSeconds} s";
    }

    private static (string? What, bool Read) One(Target target, byte[] bytes, string folder)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string? what = null;
        bool read = false;
        try
        {
            target.Read(bytes, folder);
            read = true;
        }
        catch (InputException)
        {
            // Refused, in one line: the exception sees to that.
        }
        catch (Exception error)
        {
            StackFrame? frame = new StackTrace(error).GetFrames().FirstOrDefault(frame => frame.GetMethod()?.DeclaringType?.Namespace?.StartsWith("MlCompare", StringComparison.Ordinal) == true);
            what = $"{error.GetType().Name} in {frame?.GetMethod()?.DeclaringType?.Name}.{frame?.GetMethod()?.Name}";
        }

        long used = GC.GetAllocatedBytesForCurrentThread() - before;
        return (what ?? (used > FreeBytes + BytesPerByte * bytes.Length ? $"more than {FreeBytes >> 20} MiB of memory" : null), read);
    }

    private sealed class Work
    {
        public Work() => new Thread(Run, StackBytes) { IsBackground = true, Priority = ThreadPriority.BelowNormal }.Start();

        public BlockingCollection<(Target Target, byte[] Bytes, string Folder)> Jobs { get; } = [];

        public BlockingCollection<(string? What, bool Read)> Answers { get; } = [];

        private void Run()
        {
            foreach ((Target target, byte[] bytes, string folder) in Jobs.GetConsumingEnumerable())
            {
                Answers.Add(One(target, bytes, folder));
            }
        }
    }
}
