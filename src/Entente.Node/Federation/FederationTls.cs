using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Entente.Protocol.Federation;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Entente.Node.Federation;

/// <summary>Connections between nodes: TLS 1.3, and at both ends exactly the certificate that the approved card lists. No authority vouches for anybody.</summary>
internal sealed class FederationTls(OwnKeys keys, PartnerDirectory directory)
{
    /// <summary>Connections are made anew so often, so that a key that was revoked is used no longer than this.</summary>
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);

    /// <summary>What every https listener of this process demands. The console listens without https (a proxy stands before it), so these are the partners' only.</summary>
    public static void Listen(KestrelServerOptions kestrel) => kestrel.ConfigureHttpsDefaults(https =>
    {
        // The listener is made before the node has read its keys; both are asked for at each handshake.
        var tls = new Lazy<FederationTls>(kestrel.ApplicationServices.GetRequiredService<FederationTls>);
        https.SslProtocols = SslProtocols.Tls13;
        https.ServerCertificateSelector = (_, _) => tls.Value.Certificate;
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.CheckCertificateRevocation = false;
        https.HandshakeTimeout = TimeSpan.FromSeconds(10);
        https.ClientCertificateValidation = (certificate, _, _) => tls.Value.IsPartner(certificate);
    });

    /// <summary>Whether the request came in on the listener for partners.</summary>
    public static bool IsOf(HttpContext http) => http.Features.Get<ITlsHandshakeFeature>() is not null;

    /// <summary>The partner at the other end, as the directory is now: a connection outlives neither a revoked key nor a removed partner.</summary>
    public Partner? PartnerOf(HttpContext http) =>
        http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate ? directory.FindByTls(certificate.RawDataMemory.Span) : null;

    /// <summary>
    /// A handler that reaches one partner and nothing else: its address only, its current certificates only, no redirect, no proxy, no cookie. It follows the
    /// directory at every handshake; make one for each version of the partner's card, because the address belongs to the version.
    /// </summary>
    public SocketsHttpHandler HandlerFor(Partner partner)
    {
        var (id, endpoint) = (partner.Id, partner.Endpoint);
        return new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectPatience,
            PooledConnectionLifetime = ConnectionAge,
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, cancellation) => ConnectAsync(context, endpoint, cancellation),
            SslOptions = new()
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                TargetHost = endpoint.IdnHost,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => Certificate,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => IsOfPartner(id, certificate),
            },
        };
    }

    private X509Certificate2 Certificate => keys.Current.Tls;

    private bool IsPartner(X509Certificate2 certificate) => directory.FindByTls(certificate.RawDataMemory.Span) is not null;

    // The card decides, and nothing that a chain, a name or an authority would say.
    private bool IsOfPartner(string id, X509Certificate? certificate) =>
        certificate is not null
        && directory.Find(id)?.KeysFor(KeyPurpose.Tls).Any(key => key.Raw.Span.SequenceEqual(certificate.GetRawCertData())) == true;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, Uri endpoint, CancellationToken cancellation)
    {
        if (context.DnsEndPoint.Host != endpoint.IdnHost.Trim('[', ']') || context.DnsEndPoint.Port != endpoint.Port)
        {
            throw new HttpRequestException("A partner is reached at the address of its card only.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
