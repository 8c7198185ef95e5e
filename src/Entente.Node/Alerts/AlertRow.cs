using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Node.Agreements;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

public enum AlertState { Active = 1, Withdrawn }

/// <summary>An alert as it is stored.</summary>
internal sealed record AlertRow
{
    public long Number { get; init; }

    public string Id { get; init; } = "";

    public long Version { get; init; }

    public AlertState State { get; init; }

    /// <summary>The record of the last change.</summary>
    public long Changed { get; init; }

    public AlertCategory Category { get; init; }

    public RequestedAction Action { get; init; }

    public string Title { get; init; } = "";

    public string CaseReference { get; init; } = "";

    public DateOnly ReviewBy { get; init; }

    /// <summary>The authority that entered it and alone may change it; for an alert of a partner see <see cref="Origin"/>.</summary>
    public string Owner { get; init; } = "";

    public string Audience { get; init; } = "";

    public string? List { get; init; }

    public string? ListVersion { get; init; }

    public string? Reference { get; init; }

    public string Terms { get; init; } = "";

    /// <summary>Of the terms; a false judgement is remembered until it changes.</summary>
    public string ContentHash { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Under which a partner gave it; none for one of our own.</summary>
    public long? Law { get; init; }

    /// <summary>The last day on which what a partner gave may be kept.</summary>
    public DateOnly? LawUntil { get; init; }

    /// <summary>The conditions that officers of the owner attest, in the words of agreements.</summary>
    public string? Attested { get; init; }

    /// <summary>What partners gave of it, as its officers named it; none for our own knowledge.</summary>
    public string? ComesFrom { get; init; }

    public IReadOnlyList<TakenFrom> Taken => TakenFrom.Read(ComesFrom);

    /// <summary>The party id of the partner whose alert it is; <see langword="null"/> for one of our own.</summary>
    public string? Partner => Origin.PartnerOf(Owner);

    public AlertId AlertId => AlertId.Parse(Id);

    public Alert Alert => JsonSerializer.Deserialize(Terms, AlertJson.Alert) ?? throw new InvalidOperationException($"Alert {Id} holds no terms.");

    /// <summary>What a match names as its source: the list and version, or the alert's owner and version.</summary>
    public string Source => ListVersion is null ? $"{Owner} v{Version}" : $"{List} {ListVersion}";

    public static string Write(Alert alert) => JsonSerializer.Serialize(alert, AlertJson.Alert);

    public static string Hash(string terms) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(terms)).AsSpan(0, 16));
}
