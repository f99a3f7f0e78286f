using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlCompare.Cli.Clusters;

/// <summary>A study as a Kubernetes Indexed Job: one index a part, on a volume that all pods share.</summary>
internal static partial class KubernetesJob
{
    /// <summary>Pods that a part may lose before the job gives it up.</summary>
    private const int RetriesPerPart = 3;

    /// <param name="image">Container image that has the program.</param>
    /// <param name="claim">Persistent volume claim, mounted at the study's folder.</param>
    public static string Manifest(ClusterTask task, string image, string claim)
    {
        string tasks = task.Tasks.ToString(CultureInfo.InvariantCulture);
        string script = task.Part($"$((JOB_COMPLETION_INDEX + 1))/{tasks}") + "; code=$?; [ \"$code\" -eq 1 ] && exit 0; exit \"$code\"";
        List<string> limits = [$"cpu: {Text(task.Cpus.ToString(CultureInfo.InvariantCulture))}"];
        limits.AddRange(task.Memory is null ? [] : [$"memory: {Text(task.Memory)}"]);
        limits.AddRange(task.GpusPerTask > 0 ? [$"nvidia.com/gpu: {Text(task.GpusPerTask.ToString(CultureInfo.InvariantCulture))}"] : []);
        string deadline = task.Minutes is int minutes ? $"\n      activeDeadlineSeconds: {(minutes * 60).ToString(CultureInfo.InvariantCulture)}" : "";
        return $"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {Text("mlcompare-" + NoLabel().Replace(task.Name.ToLowerInvariant(), "-").Trim('-'))}
            spec:
              completionMode: Indexed
              completions: {tasks}
              parallelism: {tasks}
              backoffLimitPerIndex: {RetriesPerPart}
              template:
                spec:{deadline}
                  restartPolicy: Never
                  containers:
                    - name: part
                      image: {Text(image)}
                      command: ["/bin/sh", "-c", {Text(script)}]
                      resources:
                        limits: {"{"} {string.Join(", ", limits)} {"}"}
                      volumeMounts:
                        - name: study
                          mountPath: {Text(task.Folder)}
                  volumes:
                    - name: study
                      persistentVolumeClaim:
                        claimName: {Text(claim)}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>A double-quoted YAML scalar; JSON strings are such.</summary>
    private static string Text(string value) => JsonSerializer.Serialize(value, Studies.StudyJson.Line);

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NoLabel();
}
