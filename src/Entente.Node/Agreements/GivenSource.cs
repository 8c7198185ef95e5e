using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>Things that partners gave, named by the addresses of their pages where an officer writes something of them to another. The module that keeps them registers how they are found.</summary>
/// <param name="Words">What one is, in English; the text table translates it.</param>
/// <param name="Address">What the addresses begin with; the rest is the number or id.</param>
/// <param name="Permission">Whoever may read one: to others it is not there.</param>
/// <param name="Find">The messages with which one came; none where the officer sees no such thing, or no partner gave it.</param>
/// <param name="Offered">The latest that the officer may read and that others than the receiver gave.</param>
internal sealed record GivenSource(string Words, string Address, string Permission, Func<Session, Actor, string, IReadOnlyList<CameWith>> Find, Func<Session, Actor, string, IReadOnlyList<SourceLine>> Offered)
{
    public const int MostOffered = 50;
}

/// <summary>What a text is taken from, as it is kept with the text: the address of its page here, and a message with which a partner gave it.</summary>
internal sealed record TakenFrom(string Address, string Partner, string MessageId)
{
    [JsonIgnore]
    public CameWith Came => new(Partner, MessageId);

    /// <summary>As a column holds them; <see langword="null"/> for none.</summary>
    public static string? Write(IReadOnlyList<TakenFrom> taken) => taken.Count == 0 ? null : JsonSerializer.Serialize(taken, ObligationsJson.Default.IReadOnlyListTakenFrom);

    public static IReadOnlyList<TakenFrom> Read(string? column) => column is null ? [] : JsonSerializer.Deserialize(column, ObligationsJson.Default.IReadOnlyListTakenFrom) ?? [];

    /// <summary>The addresses with blanks between, as a record names them; <see langword="null"/> for none.</summary>
    public static string? Named(IReadOnlyList<TakenFrom> taken) => taken.Count == 0 ? null : string.Join(' ', taken.Select(one => one.Address).Distinct(StringComparer.Ordinal));
}

/// <summary>Something that a partner gave, as an officer is offered to name it: by what it is and its reference, and not by what it is about, which is read on its page.</summary>
public sealed record SourceLine
{
    public string Partner { get; init; } = "";

    /// <summary>The number or id by which its page is found.</summary>
    public string Id { get; init; } = "";

    public string Reference { get; init; } = "";

    /// <summary>What it is, in English.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The record of its last change.</summary>
    public long Changed { get; init; }
}

/// <summary>Finds what a text comes from.</summary>
internal sealed class GivenSources(IEnumerable<GivenSource> sources, IEnumerable<Permission> permissions)
{
    private readonly List<GivenSource> sources = [.. sources.OrderByDescending(source => source.Address.Length)];

    /// <param name="addresses">Those of the pages here.</param>
    public (IReadOnlyList<CameWith> Came, Fault? Fault) Read(Session session, Actor actor, IReadOnlyList<string>? addresses)
    {
        var (taken, fault) = Take(session, actor, addresses, FaultCode.AssistanceIncomplete);
        return ([.. taken.Select(one => one.Came)], fault);
    }

    /// <summary>The same, for what keeps it with the text.</summary>
    /// <param name="unknown">The fault where nothing that a partner gave stands at an address.</param>
    /// <param name="before">What stands with the text already: that stays, also where its page is there no longer.</param>
    public (IReadOnlyList<TakenFrom> Taken, Fault? Fault) Take(Session session, Actor actor, IReadOnlyList<string>? addresses, FaultCode unknown, IReadOnlyList<TakenFrom>? before = null)
    {
        var taken = new List<TakenFrom>();
        foreach (var (index, address) in (addresses ?? []).Index())
        {
            if (index == GivenSource.MostOffered)
            {
                return ([], new(unknown, $"It comes from at most {GivenSource.MostOffered} of these.", $"$.comesFrom[{index}]"));
            }

            var found = Find(session, actor, address).Select(came => new TakenFrom(address, came.Partner, came.MessageId)).ToList();
            found = found.Count > 0 ? found : [.. (before ?? []).Where(one => one.Address == address)];
            if (found.Count == 0)
            {
                return ([], new(unknown, $"Nothing that a partner gave stands at {address}.", $"$.comesFrom[{index}]"));
            }

            taken.AddRange(found);
        }

        return ([.. taken.Distinct()], null);
    }

    /// <summary>The messages with which the thing at an address came; none where the officer sees no such thing.</summary>
    public IReadOnlyList<CameWith> Find(Session session, Actor actor, string address) =>
        sources.Find(source => address.StartsWith(source.Address, StringComparison.Ordinal)) is { } source && IsOpenTo(session, actor, source) ? source.Find(session, actor, address[source.Address.Length..]) : [];

    /// <summary>What an officer is offered to name, the latest first; each with its address.</summary>
    /// <param name="receiver">To whom it would go: what that partner gave may go back to it.</param>
    public IReadOnlyList<(string Address, SourceLine Line)> Offered(Session session, Actor actor, string? receiver) =>
        [.. sources.Where(source => IsOpenTo(session, actor, source)).SelectMany(source => source.Offered(session, actor, receiver ?? "").Select(line => (Address: source.Address + line.Id, Line: line with { Kind = source.Words }))).OrderByDescending(one => one.Line.Changed)];

    /// <summary>Whether the officer may read such things at all. What the node does by itself is no officer's; a feed reads none.</summary>
    private bool IsOpenTo(Session session, Actor actor, GivenSource source) => Guid.TryParseExact(actor.Officer, "D", out var officer)
        ? Officer.Holds(session, officer, permissions.Single(permission => permission.Id == source.Permission))
        : !actor.Officer.StartsWith("feed:", StringComparison.Ordinal);
}
