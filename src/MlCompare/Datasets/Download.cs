using System.Net;

namespace MlCompare.Datasets;

/// <summary>Writes what an address gives into a file, and says plainly what went wrong when it does not.</summary>
internal sealed class Download : IDisposable
{
    /// <summary>A server that sends nothing for so long has stopped.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);

    private readonly HttpClient client;

    public Download(HttpMessageHandler? handler)
    {
        client = handler is null
            ? new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) })
            : new HttpClient(handler, disposeHandler: false);
        client.Timeout = Timeout.InfiniteTimeSpan;
        // Some servers refuse clients without a name.
        client.DefaultRequestHeaders.UserAgent.ParseAdd("MlCompare/0.1");
    }

    /// <exception cref="InputException">No network, an answer that is no success, or a download that ends early.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task ToFileAsync(string url, string path, IProgress<FetchProgress>? progress, CancellationToken cancel)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        long received = 0;
        long? total = null;
        try
        {
            patience.CancelAfter(Stall);
            using HttpResponseMessage response = await client.GetAsync(
                new Uri(url), HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw Refused(url, response.StatusCode);
            }

            total = response.Content.Headers.ContentLength;
            using Stream from = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            using FileStream to = new(path, FileMode.Create, FileAccess.Write);
            byte[] buffer = new byte[1 << 16];
            for (int count; (count = await ReadAsync(from, buffer, url, received, total, patience.Token).ConfigureAwait(false)) > 0;)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
                received += count;
                patience.CancelAfter(Stall);
                progress?.Report(new FetchProgress(url, received, total));
            }
        }
        catch (HttpRequestException error)
        {
            throw new InputException($"the address cannot be reached ({error.Message})", url, Remedy);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new InputException($"the server sent nothing for {Stall.TotalSeconds:0} seconds", url, Remedy);
        }

        if (total is { } expected && received != expected)
        {
            throw Truncated(url, received, total);
        }
    }

    public void Dispose() => client.Dispose();

    private const string Remedy = "check the network and try again, or download it by hand and name its folder with --data DIR";

    private static async Task<int> ReadAsync(Stream from, byte[] buffer, string url, long received, long? total, CancellationToken cancel)
    {
        try
        {
            return await from.ReadAsync(buffer, cancel).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw Truncated(url, received, total);
        }
    }

    private static InputException Truncated(string url, long received, long? total) => new(
        $"the download ended after {received} of {total?.ToString() ?? "an unknown number of"} bytes", url, Remedy);

    private static InputException Refused(string url, HttpStatusCode status) => new(
        $"the server answered {(int)status} ({status})", url,
        status is HttpStatusCode.NotFound or HttpStatusCode.Gone
            ? "the file has moved: look for it on the page that 'mlcompare datasets describe' names, and give its folder with --data DIR"
            : Remedy);
}
