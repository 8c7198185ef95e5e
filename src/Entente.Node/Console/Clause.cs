using Entente.Protocol.Alerts;

namespace Entente.Node.Console;

/// <summary>The law an item stands under, as the clause chip shows it.</summary>
public sealed record Clause
{
    /// <summary>The item is our own under national law; nothing came from a partner.</summary>
    public static Clause Own { get; } = new() { IsOwn = true };

    public bool IsOwn { get; private init; }

    /// <summary>Country code of the administration that owns the item.</summary>
    public string? Owner { get; init; }

    /// <summary>Short name of the agreement, for example <c>CMAA NO-KE</c>.</summary>
    public string? Agreement { get; init; }

    /// <summary>For example <c>art. 4(2)</c>.</summary>
    public string? Article { get; init; }

    /// <summary>The page of the article.</summary>
    public string? Href { get; init; }

    /// <summary>What the item may be used for, in the officer's language.</summary>
    public string? Purpose { get; init; }

    public HandlingCode? Handling { get; init; }

    /// <summary>The last day on which the item may be kept.</summary>
    public DateOnly? KeepUntil { get; init; }

    /// <summary>The wording of the article.</summary>
    public string? Wording { get; init; }

    /// <summary>What may and what may not be done with the item.</summary>
    public IReadOnlyList<ClauseUse> Uses { get; init; } = [];
}

/// <summary>One thing somebody might want to do with an item.</summary>
/// <param name="Act">In the officer's language, for example "Use as evidence in court".</param>
/// <param name="Lawful">Whether it may be done.</param>
/// <param name="Otherwise">What would make it lawful, for example "Ask Norway for consent".</param>
public sealed record ClauseUse(string Act, bool Lawful, string? Otherwise = null);
