using System.Runtime.ExceptionServices;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>
/// Threads that wait for work, so that a step of training neither starts threads nor allocates. Which of them does a task changes nothing
/// of its result.
/// </summary>
internal sealed class Crew : IDisposable
{
    private readonly Thread[] helpers;
    private readonly SemaphoreSlim start = new(0), done = new(0);
    private Action<int>? task;
    private Exception? error;
    private int tasks, next;
    private volatile bool over;

    public Crew(int threads)
    {
        helpers = [.. Enumerable.Range(1, Math.Max(0, threads - 1)).Select(_ => new Thread(Help) { IsBackground = true, Name = "network" })];
        Array.ForEach(helpers, helper => helper.Start());
    }

    /// <summary>Runs the tasks 0 … <paramref name="count"/> − 1 and returns when all are done.</summary>
    public void Run(int count, Action<int> work)
    {
        if (helpers.Length == 0 || count == 1)
        {
            for (int i = 0; i < count; i++)
            {
                work(i);
            }

            return;
        }

        (task, tasks, next, error) = (work, count, 0, null);
        start.Release(helpers.Length);
        Share();
        for (int i = 0; i < helpers.Length; i++)
        {
            done.Wait();
        }

        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    public void Dispose()
    {
        over = true;
        start.Release(Math.Max(1, helpers.Length));
        Array.ForEach(helpers, helper => helper.Join());
        start.Dispose();
        done.Dispose();
    }

    private void Help()
    {
        for (start.Wait(); !over; start.Wait())
        {
            Share();
            done.Release();
        }
    }

    private void Share()
    {
        try
        {
            for (int mine = Interlocked.Increment(ref next) - 1; mine < tasks; mine = Interlocked.Increment(ref next) - 1)
            {
                task!(mine);
            }
        }
        catch (Exception caught)
        {
            Interlocked.CompareExchange(ref error, caught, null);
        }
    }
}
