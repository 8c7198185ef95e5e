using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Protocol.Messages;

/// <summary>
/// One row per kind and version of message. A node lists on its card those that it reads; what is not listed is refused at the sender,
/// and what nevertheless comes is refused by its name.
/// </summary>
/// <remarks>A version is never changed once it is in use. A changed payload is a new version beside the old one.</remarks>
public abstract record MessageKind
{
    // Before the rows, which are made with it.
    private static readonly JsonSerializerOptions Form = StrictJson.Of(MessageJson.Default);

    private static FrozenDictionary<string, MessageKind>? all;

    private protected MessageKind(string name, int version, bool acknowledged) => (Name, Version, Acknowledged) = (name, version, acknowledged);

    public static readonly MessageKind<AlertPublished> AlertPublished = new("alert.published", 1, acknowledged: true);
    public static readonly MessageKind<AlertAmended> AlertAmended = new("alert.amended", 1, acknowledged: true);
    public static readonly MessageKind<AlertWithdrawn> AlertWithdrawn = new("alert.withdrawn", 1, acknowledged: true);
    public static readonly MessageKind<HitNoticed> HitNoticed = new("hit.noticed", 1);
    public static readonly MessageKind<HitJudged> HitJudged = new("hit.judged", 1);
    public static readonly MessageKind<HitReported> HitReported = new("hit.reported", 1, acknowledged: true);
    public static readonly MessageKind<SupplementaryAsked> SupplementaryAsked = new("supplementary.asked", 1, acknowledged: true);
    public static readonly MessageKind<SupplementaryAnswered> SupplementaryAnswered = new("supplementary.answered", 1, acknowledged: true);
    public static readonly MessageKind<Acknowledgement> Acknowledgement = new("acknowledgement", 1);
    public static readonly MessageKind<DirectoryUpdated> DirectoryUpdated = new("directory.updated", 1, acknowledged: true);
    public static readonly MessageKind<CodesUpdated> CodesUpdated = new("codes.updated", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceDrafted> AssistanceDrafted = new("assistance.drafted", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceCommented> AssistanceCommented = new("assistance.commented", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceRequested> AssistanceRequested = new("assistance.requested", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceAcknowledged> AssistanceAcknowledged = new("assistance.acknowledged", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceDecided> AssistanceDecided = new("assistance.decided", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceAssured> AssistanceAssured = new("assistance.assured", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceReplied> AssistanceReplied = new("assistance.replied", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceReported> AssistanceReported = new("assistance.reported", 1, acknowledged: true);
    public static readonly MessageKind<AssistanceWithdrawn> AssistanceWithdrawn = new("assistance.withdrawn", 1, acknowledged: true);
    public static readonly MessageKind<AssistancePrioritised> AssistancePrioritised = new("assistance.prioritised", 1, acknowledged: true);
    public static readonly MessageKind<EvidenceHanded> EvidenceHanded = new("evidence.handed", 1, acknowledged: true);
    public static readonly MessageKind<EvidenceChunk> EvidenceChunk = new("evidence.chunk", 1);
    public static readonly MessageKind<EvidenceConfirmed> EvidenceConfirmed = new("evidence.confirmed", 1, acknowledged: true);
    public static readonly MessageKind<EvidenceDeclined> EvidenceDeclined = new("evidence.declined", 1, acknowledged: true);
    public static readonly MessageKind<EvidenceReturned> EvidenceReturned = new("evidence.returned", 1, acknowledged: true);
    public static readonly MessageKind<InformationGiven> InformationGiven = new("information.given", 1, acknowledged: true);
    public static readonly MessageKind<AutomaticProposed> AutomaticProposed = new("automatic.proposed", 1, acknowledged: true);
    public static readonly MessageKind<AutomaticAnswered> AutomaticAnswered = new("automatic.answered", 1, acknowledged: true);
    public static readonly MessageKind<AutomaticDelivered> AutomaticDelivered = new("automatic.delivered", 1, acknowledged: true);
    public static readonly MessageKind<AutomaticEnded> AutomaticEnded = new("automatic.ended", 1, acknowledged: true);
    public static readonly MessageKind<AuthoritiesPublished> AuthoritiesPublished = new("authorities.published", 1, acknowledged: true);
    public static readonly MessageKind<AgreementOffered> AgreementOffered = new("agreement.offered", 1, acknowledged: true);
    public static readonly MessageKind<AgreementSigned> AgreementSigned = new("agreement.signed", 1, acknowledged: true);
    public static readonly MessageKind<AgreementSuspended> AgreementSuspended = new("agreement.suspended", 1, acknowledged: true);
    public static readonly MessageKind<AgreementResumed> AgreementResumed = new("agreement.resumed", 1, acknowledged: true);

    /// <summary>For example <c>alert.published</c>; the action of the wire.</summary>
    public string Name { get; }

    public int Version { get; }

    /// <summary>Whether the sender is told of the effect; a refusal is always told.</summary>
    public bool Acknowledged { get; }

    /// <summary>As a node card lists it: <c>alert.published/1</c>.</summary>
    public string Key => KeyOf(Name, Version);

    /// <summary>Every kind by its key.</summary>
    public static FrozenDictionary<string, MessageKind> All => all ??= typeof(MessageKind)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(row => row.GetValue(null)).OfType<MessageKind>()
        .ToFrozenDictionary(kind => kind.Key, StringComparer.Ordinal);

    public static string KeyOf(string name, int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}/{version}");

    /// <summary>The kind, or why this node does not read it: the versions that it does read, where there are any.</summary>
    public static bool TryFind(string name, int version, [NotNullWhen(true)] out MessageKind? kind, [NotNullWhen(false)] out Fault? fault)
    {
        fault = All.TryGetValue(KeyOf(name, version), out kind)
            ? null
            : new(FaultCode.MessageKindUnknown, All.Values.Where(one => one.Name == name).Select(one => one.Version).Order().ToList() switch
            {
                [] => "This node reads no kind of that name.",
                var versions => $"This node reads it in version {string.Join(", ", versions)}; version {version} came.",
            });
        return kind is not null;
    }

    /// <summary>Why the JSON is no payload of this kind; <see langword="null"/> where it is.</summary>
    public abstract Fault? Check(ReadOnlySpan<byte> json);

    public sealed override string ToString() => Key;

    private protected static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Form.GetTypeInfo(typeof(T));
}

/// <typeparam name="TPayload">What a message of this kind says.</typeparam>
public sealed record MessageKind<TPayload> : MessageKind
    where TPayload : MessagePayload
{
    private const int Longest = 1 << 20;

    private readonly JsonTypeInfo<TPayload> type;

    internal MessageKind(string name, int version, bool acknowledged = false)
        : base(name, version, acknowledged) => type = TypeOf<TPayload>();

    /// <summary>Why no reader would take the payload; <see langword="null"/> where it can be written.</summary>
    public Fault? Check(TPayload payload) => payload.Check().FirstOrDefault();

    /// <exception cref="ArgumentException">The payload says what no reader would take: a defect of the caller.</exception>
    public byte[] Write(TPayload payload) => Check(payload) is { } fault
        ? throw new ArgumentException($"{Key}: {fault.Code} {fault.At}: {fault.Detail}", nameof(payload))
        : JsonSerializer.SerializeToUtf8Bytes(payload, type);

    /// <summary>Reads a payload, or says in one fault why it is none. What it gives has passed every check of its kind.</summary>
    public bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out TPayload? payload, [NotNullWhen(false)] out Fault? fault)
    {
        payload = null;
        fault = json.Length > Longest ? new(FaultCode.MessageMalformed, $"At most {Longest} bytes are taken.") : null;
        if (fault is not null)
        {
            return false;
        }

        try
        {
            payload = JsonSerializer.Deserialize(json, type);
            fault = payload is null || HoldsNull(json) ? new(FaultCode.MessageMalformed, "Nothing in a payload is null; what is optional is left out.") : payload.Check().FirstOrDefault();
        }
        catch (JsonException exception)
        {
            fault = new(FaultCode.MessageMalformed, $"It does not follow the published form of {Key}.", StrictJson.PathOf(exception));
        }
        catch (NotSupportedException)
        {
            // What the serializer throws for an alert without its category, or an object without its type.
            fault = new(FaultCode.MessageMalformed, "An alert names its category, and each of its objects its type.");
        }

        if (fault is not null)
        {
            payload = null;
            return false;
        }

        return payload is not null;
    }

    private static bool HoldsNull(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return true;
            }
        }

        return false;
    }

    public override Fault? Check(ReadOnlySpan<byte> json) => TryRead(json, out _, out var fault) ? null : fault;
}
