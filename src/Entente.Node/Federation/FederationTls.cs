using System.Collections.Concurrent;
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
internal sealed class FederationTls(OwnKeys keys, PartnerDirectory directory, TimeProvider clock)
{
    /// <summary>What an authority issued is looked at anew so often on a connection that stays open.</summary>
    private static readonly TimeSpan IssuedFor = TimeSpan.FromSeconds(30);

    /// <summary>Connections are made anew so often, so that a key that was revoked is used no longer than this.</summary>
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(15);

    /// <summary>What the system takes off us before it is sent. With the megabytes of its own choice, a slow line would seem to have taken what it has not.</summary>
    private const int SendBuffer = 256 * 1024;

    // Certificates of authorities as they were shown in a handshake, which alone has those between; a partner shows few.
    private readonly ConcurrentDictionary<string, Shown> shown = new(StringComparer.Ordinal);

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
        https.ClientCertificateValidation = (certificate, chain, _) => tls.Value.IsPartner(certificate, chain);
        https.OnAuthenticate = static (_, options) => options.CertificateChainPolicy = NothingFetched();
    });

    /// <summary>Whether the request came in on the listener for partners.</summary>
    public static bool IsOf(HttpContext http) => http.Features.Get<ITlsHandshakeFeature>() is not null;

    /// <summary>The partner at the other end, as the directory is now: a connection outlives neither a revoked key nor a removed partner.</summary>
    public Partner? PartnerOf(HttpContext http) =>
        http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate ? directory.FindByTls(certificate.RawDataMemory.Span) ?? FindIssued(certificate) : null;

    /// <summary>
    /// A handler that reaches one partner and nothing else: its address only, its current certificates only, no redirect, no proxy, no cookie. It follows the
    /// directory at every handshake; make one for each version of the partner's card, because the address belongs to the version.
    /// </summary>
    public SocketsHttpHandler HandlerFor(Partner partner)
    {
        var (id, endpoint) = (partner.Id, partner.Endpoint);
        var issued = partner.Terms?.IssuedCertificate == true ? keys.Current.IssuedTls : null;
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
                CertificateChainPolicy = NothingFetched(),
                ClientCertificateContext = issued,
                LocalCertificateSelectionCallback = issued is null ? (_, _, _, _, _) => Certificate : null,
                RemoteCertificateValidationCallback = (_, certificate, chain, _) => IsOfPartner(id, certificate, chain),
            },
        };
    }

    /// <summary>
    /// The runtime builds a chain before it asks us, and would fetch the issuer that a certificate names from wherever it says: anybody who connects, or
    /// answers, could have this node call any address.
    /// </summary>
    private static X509ChainPolicy NothingFetched() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
    };

    private X509Certificate2 Certificate => keys.Current.Tls;

    private bool IsPartner(X509Certificate2 certificate, X509Chain? chain)
    {
        if (directory.FindByTls(certificate.RawDataMemory.Span) is not null)
        {
            return true;
        }

        if (directory.All.FirstOrDefault(partner => IsIssuedTo(partner, certificate, chain)) is not { } partner)
        {
            return false;
        }

        var between = chain?.ChainPolicy.ExtraStore.Select(one => one.RawDataMemory.ToArray()).ToArray() ?? [];
        shown[certificate.Thumbprint] = new(partner, certificate.RawData, between, clock.GetUtcNow());
        return true;
    }

    /// <summary>The partner whose certificate an authority issued, as the directory is now: what changed there, or lasted long, is looked at anew.</summary>
    private Partner? FindIssued(X509Certificate2 certificate)
    {
        if (!shown.TryGetValue(certificate.Thumbprint, out var before) || !before.Certificate.AsSpan().SequenceEqual(certificate.RawDataMemory.Span)
            || directory.Find(before.Partner.Id) is not { } partner)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (ReferenceEquals(partner, before.Partner) && (now - before.At).Duration() < IssuedFor)
        {
            return partner;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.ExtraStore.AddRange(before.Between.Select(raw => X509CertificateLoader.LoadCertificate(raw)).ToArray());
        if (!IsIssuedTo(partner, certificate, chain))
        {
            shown.TryRemove(certificate.Thumbprint, out _);
            return null;
        }

        shown[certificate.Thumbprint] = before with { Partner = partner, At = now };
        return partner;
    }

    private bool IsIssuedTo(Partner partner, X509Certificate2 certificate, X509Chain? chain) =>
        partner.AuthoritiesFor(KeyPurpose.Tls).Any(one => one.Accept(certificate, chain, clock.GetUtcNow(), partner.Revoked));

    // The card decides; an authority or a name say something only where an approved partner file names them.
    private bool IsOfPartner(string id, X509Certificate? certificate, X509Chain? chain) =>
        certificate is not null
        && directory.Find(id) is { } partner
        && (partner.KeysFor(KeyPurpose.Tls).Any(key => key.Raw.Span.SequenceEqual(certificate.GetRawCertData()))
            || (certificate is X509Certificate2 whole && IsIssuedTo(partner, whole, chain)));

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, Uri endpoint, CancellationToken cancellation)
    {
        if (context.DnsEndPoint.Host != endpoint.IdnHost.Trim('[', ']') || context.DnsEndPoint.Port != endpoint.Port)
        {
            throw new HttpRequestException("A partner is reached at the address of its card only.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = SendBuffer };
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

    private sealed record Shown(Partner Partner, byte[] Certificate, byte[][] Between, DateTimeOffset At);
}
