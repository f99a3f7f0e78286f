using System.Net;

namespace MlCompare.Datasets;

/// <summary>Writes what an address gives into a file, and says plainly what went wrong when it does not.</summary>
internal sealed class Download : IDisposable
{
    /// <summary>A server that sends nothing for so long has stopped.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);

    /// <summary>A server that sends on further than this goes in circles.</summary>
    private const int MostRedirects = 10;

    /// <summary>No public data set of one file comes near; a server that never stops would fill the disk.</summary>
    private const long MostBytes = 64L << 30;

    private readonly HttpClient client;

    public Download(HttpMessageHandler? handler)
    {
        client = handler is null
            ? new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30), AllowAutoRedirect = false })
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
            using HttpResponseMessage response = await AskAsync(url, patience.Token).ConfigureAwait(false);

            total = response.Content.Headers.ContentLength;
            using Stream from = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            using FileStream to = new(path, FileMode.Create, FileAccess.Write);
            byte[] buffer = new byte[1 << 16];
            for (int count; (count = await ReadAsync(from, buffer, url, received, total, patience.Token).ConfigureAwait(false)) > 0;)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
                received += count;
                if (received > MostBytes)
                {
                    throw new InputException($"the download does not end: more than {MostBytes:N0} bytes", url, Remedy);
                }

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

    /// <summary>Follows redirects, each of which must be as secure as the address itself: a page in the middle cannot send the request elsewhere in the clear.</summary>
    private async Task<HttpResponseMessage> AskAsync(string url, CancellationToken cancel)
    {
        Uri address = new(url);
        for (int redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (address.Scheme != Uri.UriSchemeHttps)
            {
                throw new InputException(
                    redirects == 0 ? "the address is not https" : $"the server sends on to {address}, which is not https", url, "download it by hand and name its folder with --data DIR");
            }

            HttpResponseMessage response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            HttpStatusCode status = response.StatusCode;
            Uri? next = response.Headers.Location;
            response.Dispose();
            if ((int)status is not (301 or 302 or 303 or 307 or 308) || next is null)
            {
                throw Refused(url, status);
            }

            address = new Uri(address, next);
        }

        throw new InputException($"the server sends on more than {MostRedirects} times", url, Remedy);
    }

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
