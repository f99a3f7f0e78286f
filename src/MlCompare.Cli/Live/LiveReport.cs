using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlCompare.Cli.Live;

/// <summary>
/// The report of a folder while its trials finish: a server on the loopback interface and a port of the system's choice, which answers
/// reading requests for three addresses and nothing else. Nothing can be changed through it.
/// </summary>
internal sealed class LiveReport : IAsyncDisposable
{
    /// <summary>How long the last page is kept for a browser that has seen an earlier one.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly WebApplication server;
    private readonly LivePage page;
    private readonly TaskCompletionSource lastSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool ended;

    private LiveReport(WebApplication server, LivePage page)
    {
        this.server = server;
        this.page = page;
    }

    /// <summary>Where the browser finds it: http://127.0.0.1:PORT/.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A browser has asked for the report at least once.</summary>
    public bool WasSeen { get; private set; }

    /// <param name="folder">Where results.jsonl is or will be.</param>
    public static async Task<LiveReport> StartAsync(string folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        // Ctrl-C is the command's, not the server's.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        WebApplication server = builder.Build();
        LiveReport live = new(server, new LivePage(folder));
        server.Run(live.AnswerAsync);
        await server.StartAsync();
        live.Address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return live;
    }

    /// <summary>Says that no more trials will come, and waits for the browser to fetch the page as it is now.</summary>
    public async Task EndAsync()
    {
        ended = true;
        if (WasSeen)
        {
            await Task.WhenAny(lastSeen.Task, Task.Delay(Farewell));
        }
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        // A page elsewhere may have its own name resolved to this machine; its requests carry that name.
        if (request.Host.Host is not ("127.0.0.1" or "localhost") || request.Host.Port != Address.Port)
        {
            response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        switch (request.Path.Value)
        {
            case "/":
                response.Headers.ContentSecurityPolicy = LivePage.FramePolicy;
                await Write(context, "text/html; charset=utf-8", LivePage.Frame);
                break;
            case "/report":
                WasSeen = true;
                (string html, bool complete) = page.Current(ended);
                await Write(context, "text/html; charset=utf-8", html);
                if (complete)
                {
                    lastSeen.TrySetResult();
                }

                break;
            case "/state":
                await Write(context, "application/json", JsonSerializer.Serialize(page.State(ended), JsonSerializerOptions.Web));
                break;
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static Task Write(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted);
    }

    private sealed class NoLifetime : Microsoft.Extensions.Hosting.IHostLifetime
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
