using System.IO.Pipes;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace MlCompare.Native.Workers;

/// <summary>The worker's side: reads a job and its request, runs it, answers, until the caller is gone.</summary>
internal static class WorkerHost
{
    public const byte Done = 0, Failed = 1;

    public static int Main(string[] arguments)
    {
        if (arguments is not [string pipeName])
        {
            Console.Error.WriteLine("MlCompare.Native is a library; it starts itself as a worker. Use the command mlcompare.");
            return 2;
        }

        // Ctrl-C reaches the whole group of processes: the caller decides what becomes of the work.
        using PosixSignalRegistration deaf = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        EndWithCaller();
        GoFirstWhenMemoryRunsOut();
        using NamedPipeClientStream pipe = new(".", pipeName, PipeDirection.InOut, PipeOptions.CurrentUserOnly);
        pipe.Connect(WorkerLaunch.StartSeconds * 1000);
        try
        {
            while (true)
            {
                Serve(pipe);
            }
        }
        catch (Exception error) when (error is EndOfStreamException or IOException)
        {
            return 0;
        }
    }

    private static void Serve(Stream pipe)
    {
        ChunkReader message = new(pipe);
        using BinaryReader request = new(message, Encoding.UTF8, leaveOpen: true);
        string assembly = request.ReadString(), type = request.ReadString();
        using MemoryStream answer = new();
        byte state = Done;
        try
        {
            IWorkerJob job = (IWorkerJob)Activator.CreateInstance(Find(assembly, type))!;
            using BinaryWriter response = new(answer, Encoding.UTF8, leaveOpen: true);
            job.Run(request, response);
        }
        catch (Exception error) when (error is not EndOfStreamException)
        {
            state = Failed;
            answer.SetLength(0);
            using BinaryWriter response = new(answer, Encoding.UTF8, leaveOpen: true);
            response.Write((error is TargetInvocationException { InnerException: { } inner } ? inner : error).Message);
        }

        message.Drain();
        ChunkWriter reply = new(pipe);
        reply.Write([state]);
        answer.Position = 0;
        answer.CopyTo(reply);
        reply.End();
    }

    /// <summary>When the machine has no memory left, Linux ends this process rather than the study.</summary>
    private static void GoFirstWhenMemoryRunsOut()
    {
        const string File = "/proc/self/oom_score_adj", Score = "500";
        try
        {
            if (System.IO.File.Exists(File))
            {
                System.IO.File.WriteAllText(File, Score);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It stays as likely as the others.
        }
    }

    private static Type Find(string assembly, string type)
    {
        Assembly own = typeof(WorkerHost).Assembly;
        Assembly home = Path.GetFileName(assembly) == Path.GetFileName(own.Location) ? own : Assembly.LoadFrom(assembly);
        return home.GetType(type, throwOnError: true)!;
    }

    /// <summary>Standard input is held open by the caller and nothing is ever written to it: its end is the caller's.</summary>
    private static void EndWithCaller()
    {
        Thread watch = new(() =>
        {
            using Stream input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }

            Environment.Exit(0);
        })
        {
            IsBackground = true,
            Name = "caller watch",
        };
        watch.Start();
    }
}
