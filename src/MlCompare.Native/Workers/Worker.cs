using System.Diagnostics;
using System.IO.Pipes;
using System.Text;

namespace MlCompare.Native.Workers;

/// <summary>The caller's side of one worker process: one job at a time.</summary>
internal sealed class Worker : IDisposable
{
    private const int WordsKept = 20;

    /// <summary>How often its memory is looked at while it works: it can touch some hundred megabytes in between.</summary>
    private static readonly TimeSpan MemoryPeriod = TimeSpan.FromMilliseconds(20);

    private static int started;

    private readonly NamedPipeServerStream pipe;
    private readonly Process process;
    private readonly Queue<string> words = new();
    private volatile string? endedFor;

    public Worker()
    {
        string name = $"mlcompare-{Environment.ProcessId}-{Interlocked.Increment(ref started)}";
        pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        process = WorkerLaunch.Start(name);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(WorkerLaunch.StartSeconds));
        Task connected = pipe.WaitForConnectionAsync(giveUp.Token);
        Task.WhenAny(connected, process.WaitForExitAsync(CancellationToken.None)).Wait(CancellationToken.None);
        if (!connected.IsCompletedSuccessfully)
        {
            giveUp.Cancel();
            string how = process.HasExited ? Ending() : $"did not call back within {WorkerLaunch.StartSeconds} s";
            Dispose();
            throw new WorkerDiedException($"The worker process {how} at its start.");
        }
    }

    /// <summary>Number of the process.</summary>
    public int ProcessId => process.Id;

    /// <summary>Whether the process is there.</summary>
    public bool IsAlive => !process.HasExited;

    /// <summary>Bytes of memory that the process holds; 0 when it is gone.</summary>
    public long Memory
    {
        get
        {
            try
            {
                process.Refresh();
                return process.HasExited ? 0 : process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }
    }

    /// <summary>False once a job has ended in anything but an answer.</summary>
    public bool IsSound { get; private set; } = true;

    /// <param name="memory">Bytes that the process may hold; null: no limit.</param>
    /// <exception cref="WorkerDiedException">The process ended.</exception>
    /// <exception cref="WorkerJobException">The job threw.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the process has been ended, whatever it was doing.</exception>
    public byte[] Run(Type job, Action<BinaryWriter> writeRequest, CancellationToken cancel, long? memory = null)
    {
        cancel.ThrowIfCancellationRequested();
        using CancellationTokenRegistration registration = cancel.Register(Kill);
        using Timer? watch = memory is long ceiling ? new Timer(_ => EndAbove(ceiling), null, MemoryPeriod, MemoryPeriod) : null;
        try
        {
            ChunkWriter message = new(pipe);
            using (BinaryWriter request = new(message, Encoding.UTF8, leaveOpen: true))
            {
                request.Write(job.Assembly.Location);
                request.Write(job.FullName!);
                writeRequest(request);
            }

            message.End();
            using MemoryStream answer = new();
            new ChunkReader(pipe).CopyTo(answer);
            if (memory is long most && EndAbove(most))
            {
                // It was done before its memory was first looked at.
                throw new WorkerDiedException(endedFor!);
            }

            byte[] bytes = answer.ToArray();
            return bytes[0] == WorkerHost.Done
                ? bytes[1..]
                : throw new WorkerJobException(new BinaryReader(new MemoryStream(bytes, 1, bytes.Length - 1)).ReadString());
        }
        catch (Exception error) when (error is not WorkerJobException)
        {
            IsSound = false;
            cancel.ThrowIfCancellationRequested();
            if (error is not IOException)
            {
                throw;
            }

            process.WaitForExit();
            throw new WorkerDiedException(endedFor ?? $"The worker process {Ending()} while it ran {job.Name}.");
        }
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        IsSound = false;
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        pipe.Dispose();
        process.Dispose();
    }

    private bool EndAbove(long ceiling)
    {
        bool above = Memory > ceiling;
        if (above)
        {
            endedFor = $"needed more than {MemorySize.Text(ceiling)}";
            Kill();
        }

        return above;
    }

    private void Note(string? line)
    {
        lock (words)
        {
            if (!string.IsNullOrWhiteSpace(line) && words.Count < WordsKept)
            {
                words.Enqueue(line.Trim());
            }
        }
    }

    /// <summary>What became of the process, with the first lines of what it complained about.</summary>
    private string Ending()
    {
        string code = process.ExitCode switch
        {
            // A process ended by a signal has 128 + the signal's number; on Windows an access violation has its own code.
            128 + 4 => "was ended by signal 4 (illegal instruction)",
            128 + 6 => "was ended by signal 6 (abort)",
            128 + 9 => "was ended by signal 9 (killed, perhaps for want of memory)",
            128 + 11 or unchecked((int)0xC0000005) => "was ended by signal 11 (segmentation fault)",
            > 128 and < 192 => $"was ended by signal {process.ExitCode - 128}",
            _ => $"ended with exit code {process.ExitCode}",
        };
        lock (words)
        {
            return words.Count == 0 ? code : $"{code}, saying '{string.Join(' ', words.Take(2))}',";
        }
    }
}
