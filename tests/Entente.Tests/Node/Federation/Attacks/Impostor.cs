using System.Net;
using System.Security.Cryptography.X509Certificates;
using Entente.As4;
using Entente.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>A server that holds the TLS key of a partner, takes whatever is posted, and answers what a test tells it to.</summary>
internal sealed class Impostor : IAsyncDisposable
{
    private readonly WebApplication app;

    private Impostor(WebApplication app, int port) => (this.app, Port) = (app, port);

    public int Port { get; }

    /// <summary>What is answered; an empty body without a Content-Type where there is no message.</summary>
    public (int Status, OutgoingMessage? Message) Answer { get; set; }

    public static async Task<Impostor> StartAsync(X509Certificate2 certificate)
    {
        var port = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = static (_, _, _) => true,
        })));
        builder.Services.AddRouting();
        var app = builder.Build();
        var impostor = new Impostor(app, port);
        app.Run(impostor.AnswerAsync);
        await app.StartAsync();
        return impostor;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        http.Response.StatusCode = Answer.Status;
        if (Answer.Status is >= 300 and < 400)
        {
            http.Response.Headers.Location = $"https://127.0.0.1:{Port}/elsewhere";
        }

        if (Answer.Message is { } message)
        {
            http.Response.Headers.ContentType = message.ContentType;
            await http.Response.Body.WriteAsync(message.Body);
        }
    }
}
