using System.Net;

namespace MlCompare.Tests.Datasets;

/// <summary>Answers requests from memory: no test touches the network.</summary>
internal sealed class AnswerHandler(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
{
    public AnswerHandler(Func<HttpResponseMessage> answer)
        : this(_ => answer())
    {
    }

    public int Requests { get; private set; }

    public static AnswerHandler Of(byte[] bytes, long? announced = null) => new(() =>
    {
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(bytes)) };
        response.Content.Headers.ContentLength = announced ?? bytes.Length;
        return response;
    });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        return Task.FromResult(answer(request.RequestUri!));
    }
}
