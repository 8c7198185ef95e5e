using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence.Exports;

public enum ExportState
{
    /// <summary>For a second officer.</summary>
    Waiting,

    /// <summary>To be fetched, once.</summary>
    Approved,

    Refused,

    /// <summary>Nobody decided, or nobody fetched it, in time.</summary>
    Expired,

    Taken,
}

/// <summary>A file that an officer asks for, another decides on, and the first fetches once and in time.</summary>
internal abstract record AskedFile
{
    public long Seq { get; init; }

    public string Officer { get; init; } = "";

    public string AuthorityId { get; init; } = "";

    public AuthorityKind Authority { get; init; }

    public Purpose Purpose { get; init; }

    public string? CaseReference { get; init; }

    /// <summary>Of all that is asked: who approves sends back the digest of what was shown.</summary>
    public string Digest { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecidedBy { get; init; }

    public bool? Approved { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>The record of its leaving.</summary>
    public long? Record { get; init; }

    /// <summary>Who asked, for the purpose that was stated then.</summary>
    public Actor Actor => new(Officer, AuthorityId, Authority, Purpose, CaseReference);

    public string Number => Seq.ToString(CultureInfo.InvariantCulture);

    public ExportState StateAt(DateTimeOffset now, ExportOptions options) => this switch
    {
        { TakenAt: not null } => ExportState.Taken,
        { Approved: false } => ExportState.Refused,
        _ when now > Until(options) => ExportState.Expired,
        { Approved: true } => ExportState.Approved,
        _ => ExportState.Waiting,
    };

    /// <summary>When what the state waits for is too late.</summary>
    public DateTimeOffset Until(ExportOptions options) => Approved == true && DecidedAt is { } decided ? decided.AddMinutes(options.FetchMinutes) : AskedAt.AddHours(options.RequestHours);

    /// <summary>What is wrong with approving or refusing it now.</summary>
    public Fault? Undecidable(string officer, string digest, DateTimeOffset now, ExportOptions options) => this switch
    {
        _ when officer == Officer => new(FaultCode.ExportOwn, "Ask another officer who may approve it."),
        _ when StateAt(now, options) != ExportState.Waiting => new(FaultCode.ExportSpent, "It was decided before, or waited too long."),
        _ when digest != Digest || digest != DigestNow() => new(FaultCode.ExportChanged, "What you were shown is not what is asked; open the request again."),
        _ => null,
    };

    /// <summary>What speaks against handing the file over now.</summary>
    public Fault? Untakable(DateTimeOffset now, ExportOptions options) => StateAt(now, options) switch
    {
        ExportState.Waiting => new(FaultCode.ExportWaits, "Nobody has decided yet."),
        not ExportState.Approved => new(FaultCode.ExportSpent, "A file is fetched once and in time."),
        _ when Digest != DigestNow() => new(FaultCode.ExportChanged, "The request is not the one that was approved."),
        _ => null,
    };

    /// <summary>The digest of all that is asked, as it stands.</summary>
    public abstract string DigestNow();

    protected static string DigestOf(params ReadOnlySpan<object?> asked) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', asked.ToArray().Select(one => Convert.ToString(one, CultureInfo.InvariantCulture))))));
}
