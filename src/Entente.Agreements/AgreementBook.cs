using System.Collections.Frozen;
using Entente.Protocol.Faults;

namespace Entente.Agreements;

/// <summary>All versions of all agreements that a node holds, ready to be asked for any day. Immutable: a change makes a new one, which readers see whole.</summary>
public sealed class AgreementBook
{
    private readonly FrozenDictionary<(string Giver, string Receiver), Bond[]> bonds;

    private readonly FrozenDictionary<(string, string), Suspension[]> suspensions;

    private AgreementBook(IReadOnlyList<Agreement> agreements, FrozenDictionary<(string, string), Bond[]> bonds, IReadOnlyList<Suspension> suspensions)
    {
        (Agreements, this.bonds, Suspensions) = (agreements, bonds, suspensions);
        this.suspensions = suspensions
            .SelectMany(suspension => new[] { (Pair: (suspension.By, suspension.Towards), suspension), (Pair: (suspension.Towards, suspension.By), suspension) })
            .GroupBy(entry => entry.Pair, entry => entry.suspension)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    public static AgreementBook Empty { get; } = Of([]);

    /// <summary>By id and version.</summary>
    public IReadOnlyList<Agreement> Agreements { get; }

    public IReadOnlyList<Suspension> Suspensions { get; }

    /// <summary>What the agreements get wrong together: two versions of one number, a gap, an overlap, a template. The place is the id and version, and the line in that file.</summary>
    public static IReadOnlyList<Fault> Check(IEnumerable<Agreement> agreements) => [.. Contradictions(agreements).Select(found => found.Fault)];

    /// <summary>The same, each with the version that cannot stand as it is.</summary>
    public static IReadOnlyList<(Agreement Version, Fault Fault)> Contradictions(IEnumerable<Agreement> agreements)
    {
        var faults = new List<(Agreement Version, Fault Fault)>();
        foreach (var versions in agreements.OrderBy(agreement => agreement.Version).GroupBy(agreement => agreement.Id))
        {
            Agreement? before = null;
            foreach (var version in versions)
            {
                var wrong = before is null ? null
                    : version.Version == before.Version ? $"There are two versions {version.Version}."
                    : version.Version != before.Version + 1 ? $"Version {before.Version} is followed by version {version.Version}."
                    : version.From <= before.From ? $"Version {version.Version} begins on {version.From:yyyy-MM-dd}, not after version {before.Version}, which begins on {before.From:yyyy-MM-dd}."
                    : version.From.AddDays(-1) > before.Until ? $"Version {before.Version} ends on {before.Until:yyyy-MM-dd}, and version {version.Version} begins on {version.From:yyyy-MM-dd} only."
                    : null;
                if (wrong is not null)
                {
                    var place = version.Version == before!.Version + 1 ? version.FromPlace : version.VersionPlace;
                    faults.Add((version, new(FaultCode.AgreementVersion, wrong, $"{version}, {place}")));
                }

                if (version.Status == AgreementStatus.Template)
                {
                    faults.Add((version, new(FaultCode.AgreementTemplate, "Adapt the template, give it an id and parties of its own, and leave out its status.", $"{version}, {version.StatusPlace}")));
                }

                before = version;
            }
        }

        return faults;
    }

    /// <exception cref="ArgumentException"><see cref="Check"/> finds a fault.</exception>
    public static AgreementBook Of(IEnumerable<Agreement> agreements)
    {
        Agreement[] ordered = [.. agreements.OrderBy(agreement => agreement.Id, StringComparer.Ordinal).ThenBy(agreement => agreement.Version)];
        if (Check(ordered) is [var fault, ..])
        {
            throw new ArgumentException($"{fault.At}: {fault.Detail}", nameof(agreements));
        }

        return Unchecked(ordered);
    }

    /// <summary>For comparing texts that need not be able to be in force, such as templates.</summary>
    internal static AgreementBook Unchecked(params Agreement[] ordered)
    {
        var bonds = ordered.Zip(ordered.Skip(1).Append(null), (agreement, next) => (agreement, LastDay: next?.Id == agreement.Id ? Earlier(agreement.Until, next.From.AddDays(-1)) : agreement.Until))
            .SelectMany(version => Bond.Of(version.agreement, version.LastDay))
            .GroupBy(bond => (bond.Giver, bond.Receiver))
            .ToFrozenDictionary(pair => pair.Key, pair => pair.ToArray());
        return new(ordered, bonds, []);
    }

    /// <summary>The same agreements under other suspensions, in place of those that there were.</summary>
    public AgreementBook Suspending(IReadOnlyList<Suspension> others) => new(Agreements, bonds, others);

    /// <summary>The agreements that bind both on a day, suspended or not.</summary>
    public IEnumerable<Agreement> InForce(string one, string other, DateOnly on) => Between(one, other).Where(bond => bond.IsInForce(on)).Select(bond => bond.Agreement);

    /// <summary>What one may give the other on a day, clause by clause, suspended or not.</summary>
    public IEnumerable<Clause> Clauses(string giver, string receiver, DateOnly on) => Between(giver, receiver).Where(bond => bond.IsInForce(on)).SelectMany(bond => bond.Clauses);

    /// <summary>The clause under which something was asked for, in the version of then, whether or not it would be permitted now; <see langword="null"/>: there is none.</summary>
    public Clause? ClauseOf(string agreement, int version, string article, string giver, string receiver, AssistanceType assistance) => Between(giver, receiver)
        .Where(bond => bond.Agreement.Id == agreement && bond.Agreement.Version == version).SelectMany(bond => bond.Clauses)
        .FirstOrDefault(clause => clause.Article.Number == article && clause.Exchanges.Contains(ExchangeKind.Request) && clause.Assistance.Contains(assistance));

    internal Bond[] Between(string giver, string receiver) => bonds.GetValueOrDefault((giver, receiver)) ?? [];

    internal Suspension[] SuspensionsBetween(string giver, string receiver) => suspensions.Count == 0 ? [] : suspensions.GetValueOrDefault((giver, receiver)) ?? [];

    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one is { } day && day < other ? day : other;
}

/// <summary>One version of an agreement from one party to another.</summary>
internal sealed class Bond
{
    private static readonly int exchangeCount = Enum.GetValues<ExchangeKind>().Length + 1;

    private readonly Clause[][] byExchange;

    private readonly Ban[][] bansByExchange;

    private Bond(Agreement agreement, DateOnly? lastDay, BoundParty giver, BoundParty receiver, Clause[] clauses)
    {
        (Agreement, LastDay, Giver, Receiver, Clauses) = (agreement, lastDay, giver.Party, receiver.Party, clauses);
        Ban[] bans =
        [
            .. from article in agreement.Articles
               where Clause.Binds(article, giver, receiver)
               from prohibition in article.Forbids.Index()
               where prohibition.Item.Direction?.Is(giver.Party, receiver.Party) != false
               select new Ban(new(agreement.Id, agreement.Version, article.Number, prohibition.Index + 1, Forbids: true), prohibition.Item),
        ];
        byExchange = [.. Enumerable.Range(0, exchangeCount).Select(exchange => Array.FindAll(clauses, clause => clause.Exchanges.Contains((ExchangeKind)exchange)))];
        bansByExchange = [.. Enumerable.Range(0, exchangeCount).Select(exchange => Array.FindAll(bans, ban => ban.Says.Exchanges.IsEmpty || ban.Says.Exchanges.Contains((ExchangeKind)exchange)))];
    }

    public Agreement Agreement { get; }

    /// <summary>The last day in force: its own, or the day before the next version begins.</summary>
    public DateOnly? LastDay { get; }

    public string Giver { get; }

    public string Receiver { get; }

    /// <summary>In the order of the file.</summary>
    public Clause[] Clauses { get; }

    public static IEnumerable<Bond> Of(Agreement agreement, DateOnly? lastDay)
    {
        var clauses = Clause.Of(agreement).ToLookup(clause => (clause.Giver.Party, clause.Receiver.Party));
        return from giver in agreement.Parties
               from receiver in agreement.Parties
               where giver != receiver
               select new Bond(agreement, lastDay, giver, receiver, [.. clauses[(giver.Party, receiver.Party)]]);
    }

    public bool IsInForce(DateOnly on) => Agreement.From <= on && (LastDay is not { } last || on <= last);

    public Clause[] ClausesOf(ExchangeKind exchange) => byExchange[(int)exchange];

    public Ban[] BansOn(ExchangeKind exchange) => bansByExchange[(int)exchange];
}

/// <summary>What an article forbids, with its name.</summary>
internal sealed record Ban(ClauseRef Name, Prohibition Says)
{
    public bool AppliesTo(Question question) =>
        Says.AppliesTo(question.Exchange, question.Assistance, question.Purpose)
        && (Says.Data.IsEmpty || Says.Data.Overlaps(question.Data))
        && (Says.Unless.IsEmpty || !question.Holding.Includes(Says.Unless));
}
