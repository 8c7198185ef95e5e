using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Agreements;

/// <summary>Things that partners gave, named by the addresses of their pages where an officer writes something of them to another. The module that keeps them registers how they are found.</summary>
/// <param name="Words">What one is, in English; the text table translates it.</param>
/// <param name="Address">What the addresses begin with; the rest is the number or id.</param>
/// <param name="Find">The messages with which one came; none where the officer sees no such thing, or no partner gave it.</param>
/// <param name="Offered">The latest that the officer may read and that others than the receiver gave.</param>
internal sealed record GivenSource(string Words, string Address, Func<Session, Actor, string, IReadOnlyList<CameWith>> Find, Func<Session, Actor, string, IReadOnlyList<SourceLine>> Offered)
{
    public const int MostOffered = 50;
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
internal sealed class GivenSources(IEnumerable<GivenSource> sources)
{
    private readonly List<GivenSource> sources = [.. sources.OrderByDescending(source => source.Address.Length)];

    /// <param name="addresses">Those of the pages here.</param>
    public (IReadOnlyList<CameWith> Came, Fault? Fault) Read(Session session, Actor actor, IReadOnlyList<string>? addresses)
    {
        var came = new List<CameWith>();
        foreach (var (index, address) in (addresses ?? []).Index())
        {
            var found = sources.Find(source => address.StartsWith(source.Address, StringComparison.Ordinal)) is { } source ? source.Find(session, actor, address[source.Address.Length..]) : [];
            if (found.Count == 0)
            {
                return ([], new(FaultCode.AssistanceIncomplete, $"Nothing that a partner gave stands at {address}.", $"$.comesFrom[{index}]"));
            }

            came.AddRange(found);
        }

        return (came, null);
    }

    /// <summary>What an officer is offered to name, the latest first; each with its address.</summary>
    /// <param name="receiver">To whom it would go: what that partner gave may go back to it.</param>
    public IReadOnlyList<(string Address, SourceLine Line)> Offered(Session session, Actor actor, string? receiver) =>
        [.. sources.SelectMany(source => source.Offered(session, actor, receiver ?? "").Select(line => (Address: source.Address + line.Id, Line: line with { Kind = source.Words }))).OrderByDescending(one => one.Line.Changed)];
}
