using System.Globalization;
using System.Text;
using System.Text.Json;
using MlCompare.Learners;
using MlCompare.Native.Workers;
using MlCompare.Studies;
using MlCompare.Studies.Isolation;

namespace MlCompare.Native.Isolation;

/// <summary>A worker that keeps a task until its trials are done.</summary>
internal sealed class WorkerSession(TrialTask task, long? memory) : ITrialSession
{
    private Worker? worker;

    public bool IsSound { get; private set; } = true;

    public TrialRow Run(int trial, Action<string> remark, TimeSpan? patience, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            bool first = worker is null;
            worker ??= WorkerPool.Take();
            if (patience is TimeSpan longest)
            {
                deadline.CancelAfter(longest);
            }

            WorkerPool.Watch.Value?.Invoke(worker.ProcessId);
            byte[] answer = worker.Run(
                typeof(TrialJob),
                request =>
                {
                    request.Write(memory ?? 0);
                    request.Write(first);
                    if (first)
                    {
                        task.Write(request);
                    }

                    request.Write(trial);
                },
                deadline.Token,
                memory);
            using BinaryReader reader = new(new MemoryStream(answer), Encoding.UTF8);
            TrialRow row = JsonSerializer.Deserialize<TrialRow>(reader.ReadString(), StudyJson.Line)!;
            for (int remarks = reader.ReadInt32(); remarks > 0; remarks--)
            {
                remark(reader.ReadString());
            }

            return row;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            IsSound = false;
            throw new LearnerEndedException(string.Create(
                CultureInfo.InvariantCulture, $"time limit reached, and no answer after {patience!.Value.TotalSeconds:0.#} s: its process was ended"));
        }
        catch (WorkerJobException error)
        {
            IsSound = false;
            throw new LearnerEndedException(error.Message);
        }
        catch
        {
            IsSound = false;
            throw;
        }
    }

    public void Dispose()
    {
        if (worker is { IsSound: true, IsAlive: true } && IsSound)
        {
            try
            {
                worker.Run(typeof(EndTrialsJob), _ => { }, CancellationToken.None, memory);
            }
            catch (LearnerEndedException)
            {
                // It is gone already.
            }
        }

        if (worker is not null)
        {
            WorkerPool.GiveBack(worker, memory);
            worker = null;
        }
    }
}
