namespace Entente.As4.Messaging;

/// <summary>One identifier of a party, with the domain of names that it belongs to.</summary>
public sealed record PartyId(string Value, string? Type = null)
{
    public override string ToString() => Type is null ? Value : $"{Type}:{Value}";
}

/// <summary>One side of an exchange: who it is, by one identifier or several, and in which role.</summary>
public sealed record Party(IReadOnlyList<PartyId> Ids, string Role)
{
    public Party(PartyId id, string role)
        : this([id], role)
    {
    }

    /// <summary>Whether both name the same identifiers, in whatever order, and the same role.</summary>
    public bool IsSame(Party other) => Role == other.Role && Ids.Count == other.Ids.Count && Ids.All(other.Ids.Contains);

    public override string ToString() => $"{string.Join(", ", Ids)} as {Role}";
}

/// <summary>The agreement under which parties exchange, and optionally the P-Mode that the sender used.</summary>
public sealed record AgreementRef(string Value, string? Type = null, string? PMode = null);

/// <summary>The service that acts on a message.</summary>
public sealed record ServiceRef(string Value, string? Type = null)
{
    public override string ToString() => Type is null ? Value : $"{Type}:{Value}";
}

/// <summary>A property of a message or of one of its payloads.</summary>
public sealed record MessageProperty(string Name, string Value, string? Type = null);

/// <summary>The schema that a payload says it follows. Nothing is fetched from the location.</summary>
public sealed record PartSchema(string Location, string? Version = null, string? Namespace = null);

/// <summary>A text in a named language.</summary>
public sealed record Description(string Language, string Text);

/// <summary>One eb:PartInfo: which part of the package it means, and what is said about it.</summary>
/// <param name="Href">The reference as it stands in the header; <see langword="null"/> means the SOAP Body.</param>
public sealed record PartReference(string? Href)
{
    public PartSchema? Schema { get; init; }

    public Description? Description { get; init; }

    public IReadOnlyList<MessageProperty> Properties { get; init; } = [];

    /// <summary>The Content-ID that the reference means (RFC 2392); <see langword="null"/> where it means anything else.</summary>
    public string? ContentId => Href is not null && Href.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) && Href.Length > 4
        ? Uri.UnescapeDataString(Href[4..])
        : null;
}
