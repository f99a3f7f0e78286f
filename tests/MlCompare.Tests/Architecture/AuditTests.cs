using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Architecture;

/// <summary>The audit of packages, with a feed on this machine that tells of vulnerabilities, as nuget.org does.</summary>
public sealed class AuditTests
{
    [Theory]
    [InlineData("(, 99.0.0)", 1, "NU1903: Warning As Error: Package 'MathNet.Numerics' 5.0.0 has a known high severity vulnerability, https://example.test/advisory")]
    [InlineData("(, 0.1.0)", 0, "audit: the feed knows vulnerabilities, and restore found none in our packages")]
    public async Task A_package_that_is_known_to_be_vulnerable_ends_the_audit_with_an_error(string versions, int exitCode, string line)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The script is bash's.
        }

        using TempFolder folder = new($"audit-{exitCode}");
        Directory.CreateDirectory(Path.Combine(folder.Path, "feed"));
        string address = $"http://127.0.0.1:{FreePort()}";
        using HttpListener server = new() { Prefixes = { address + "/" } };
        server.Start();
        Task serving = ServeAsync(server, new Dictionary<string, string>
        {
            ["/index.json"] = $$"""{ "version": "3.0.0", "resources": [{ "@id": "{{address}}/pages.json", "@type": "VulnerabilityInfo/6.7.0" }] }""",
            ["/pages.json"] = $$"""[{ "@name": "base", "@id": "{{address}}/base.json", "@updated": "2026-01-01T00:00:00Z" }]""",
            ["/base.json"] = $$"""{ "mathnet.numerics": [{ "url": "https://example.test/advisory", "severity": 2, "versions": "{{versions}}" }] }""",
        });
        string config = folder.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="none" value="{Path.Combine(folder.Path, "feed")}" /></packageSources>
              <auditSources><clear /><add key="here" value="{address}/index.json" allowInsecureConnections="true" /></auditSources>
            </configuration>
            """);
        ProcessStartInfo start = new(Path.Combine(Repository.Root, "eng", "supply-chain"), ["audit", config, Path.Combine("src", "MlCompare", "MlCompare.csproj")])
        {
            RedirectStandardOutput = true,
            // What was asked for in an earlier run is answered from a cache else.
            Environment = { ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(folder.Path, "cache"), ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using Process audit = Process.Start(start)!;
        string output = await audit.StandardOutput.ReadToEndAsync();
        await audit.WaitForExitAsync();
        server.Stop();
        await serving;
        Assert.Equal(exitCode, audit.ExitCode);
        Assert.Contains(line, output, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(HttpListener server, Dictionary<string, string> files)
    {
        try
        {
            while (true)
            {
                HttpListenerContext asked = await server.GetContextAsync();
                bool known = files.TryGetValue(asked.Request.Url!.AbsolutePath, out string? text);
                asked.Response.StatusCode = known ? 200 : 404;
                await asked.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text ?? ""));
                asked.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private static int FreePort()
    {
        using TcpListener any = new(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
