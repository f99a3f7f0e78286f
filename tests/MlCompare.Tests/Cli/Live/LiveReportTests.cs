using System.Net;
using System.Net.Http.Json;
using MlCompare.Cli.Live;
using MlCompare.Studies;
using MlCompare.Tests.Golden;

namespace MlCompare.Tests.Cli.Live;

public sealed class LiveReportTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlcompare-test-");
    private readonly HttpClient client = new();
    private LiveReport live = null!;

    public async Task InitializeAsync() => live = await LiveReport.StartAsync(folder.FullName);

    public async Task DisposeAsync()
    {
        await live.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task Follows_the_results_as_they_come()
    {
        Assert.Contains("No trial yet", await Text("report"), StringComparison.Ordinal);
        string[] lines = GoldenStudy.Lines(GoldenStudy.Results).Split('\n');
        StudyFile.Write(GoldenStudy.Plan, Path.Combine(folder.FullName, ResultStore.StudyName));
        Write(lines[..50]);
        LiveState first = await State();
        Assert.Contains("Preliminary: 49 of 240 trials so far.", await Text("report"), StringComparison.Ordinal);
        Assert.Equal(first, await State());
        Write(lines[..80]);
        Assert.True((await State()).Version > first.Version);
        Assert.Contains("Preliminary: 79 of 240 trials so far.", await Text("report"), StringComparison.Ordinal);
        Assert.False((await State()).Ended);
    }

    [Fact]
    public async Task Waits_at_the_end_for_a_browser_that_was_there_and_for_no_other()
    {
        Task noReader = live.EndAsync();
        Assert.True(noReader.IsCompleted);
        Assert.False(live.WasSeen);
        await using LiveReport other = await LiveReport.StartAsync(folder.FullName);
        await client.GetStringAsync(new Uri(other.Address, "report"));
        Task end = other.EndAsync();
        Assert.True(other.WasSeen && !end.IsCompleted);
        await client.GetStringAsync(new Uri(other.Address, "report"));
        await end;
        Assert.True((await client.GetFromJsonAsync<LiveState>(new Uri(other.Address, "state")))!.Ended);
    }

    [Fact]
    public async Task Only_reads_only_here_and_only_three_addresses()
    {
        Assert.True(live.Address.IsLoopback && live.Address.Port > 0);
        Assert.NotEqual(live.Address.Port, await Task.Run(async () =>
        {
            await using LiveReport second = await LiveReport.StartAsync(folder.FullName);
            return second.Address.Port;
        }));
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, await Status(new HttpRequestMessage(method, new Uri(live.Address, "report"))));
        }

        foreach (string path in (string[])["study.json", "../results.jsonl", "%2e%2e/results.jsonl", "report/x", "results.jsonl"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await Status(new HttpRequestMessage(HttpMethod.Get, new Uri(live.Address, path))));
        }

        HttpRequestMessage foreign = new(HttpMethod.Get, live.Address);
        foreign.Headers.Host = $"rebound.example:{live.Address.Port}";
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await Status(foreign));
        Assert.Equal(HttpStatusCode.OK, await Status(new HttpRequestMessage(HttpMethod.Head, live.Address)));
    }

    [Fact]
    public async Task Frame_may_run_its_own_script_and_none_else()
    {
        HttpResponseMessage response = await client.GetAsync(live.Address);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'; connect-src 'self'; frame-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(2, policy.Split("'sha256-").Length - 1);
        string html = await response.Content.ReadAsStringAsync();
        Assert.Equal(2, html.Split("<script>").Length);
    }

    private void Write(string[] lines) =>
        File.WriteAllText(Path.Combine(folder.FullName, ResultStore.ResultsName), string.Concat(lines.Select(line => line + "\n")));

    private Task<string> Text(string path) => client.GetStringAsync(new Uri(live.Address, path));

    private async Task<LiveState> State() => (await client.GetFromJsonAsync<LiveState>(new Uri(live.Address, "state")))!;

    private async Task<HttpStatusCode> Status(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
