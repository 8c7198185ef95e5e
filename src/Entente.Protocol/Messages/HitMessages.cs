using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Identifiers;

namespace Entente.Protocol.Messages;

/// <summary>What the finder tells the owner of an alert about one hit on it.</summary>
public abstract record HitMessage : MessagePayload
{
    private protected HitMessage()
    {
    }

    /// <summary>The hit at the finder.</summary>
    public required HitId HitId { get; init; }

    /// <summary>The alert at its owner, who receives this.</summary>
    public required AlertId AlertId { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(HitId == default, "A hit has an id.", "$.hitId"),
        .. MessageText.When(AlertId == default, "An alert has an id.", "$.alertId"),
    ];
}

/// <summary>Something like the subject of the alert was declared. No officer has judged it yet.</summary>
/// <remarks>It has no place for what was declared: that is the finder's, and may be about somebody else.</remarks>
public sealed record HitNoticed : HitMessage
{
    /// <summary>The version of the alert that was compared with.</summary>
    public required long AlertVersion { get; init; }

    public required DateTimeOffset NoticedAt { get; init; }

    /// <summary>Where, no nearer than the port or town: UN/LOCODE.</summary>
    public string? Place { get; init; }

    public required ConsignmentKind Consignment { get; init; }

    /// <summary>The part that it plays there, in the finder's words, for example <c>Consignee</c>.</summary>
    public required string Role { get; init; }

    /// <summary>0 to 1: how alike.</summary>
    public required double Score { get; init; }

    /// <summary>What was alike and what was not, without the values.</summary>
    public required IReadOnlyList<Likeness> Compared { get; init; }

    /// <summary>Whether it comes from made-up trade, in an exercise or a demonstration.</summary>
    public required bool Simulated { get; init; }

    private const int MostCompared = 64;

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(AlertVersion < 1, "Versions begin at 1.", "$.alertVersion"),
        .. MessageText.When(Place is not null && UnLocode.Check(Place) is not IdentifierVerdict.Valid, "Expected a UN/LOCODE such as NLRTM.", "$.place"),
        .. MessageText.Check(Role, 200, "$.role"),
        .. MessageText.When(Score is not (>= 0 and <= 1), "Expected 0 to 1.", "$.score"),
        .. MessageText.When(Compared.Count is 0 or > MostCompared, $"Say what was compared, in at most {MostCompared} rows.", "$.compared"),
        .. Compared.SelectMany((row, i) => row.Check($"$.compared[{i}]")),
    ];
}

/// <param name="Field">The rule that compared, for example <c>name</c> or <c>identifier</c>.</param>
/// <param name="Alike">0 to 1: how alike the two values are.</param>
/// <param name="Contribution">What it adds to the score, or takes from it.</param>
public sealed record Likeness(string Field, double Alike, double Contribution)
{
    internal IEnumerable<Fault> Check(string at) =>
    [
        .. MessageText.When(Field.Length is 0 or > 60 || Field.Any(c => !char.IsAsciiLetterLower(c) && c is not ('-' or '.')), "Expected the id of a rule, such as name.", $"{at}.field"),
        .. MessageText.When(Alike is not (>= 0 and <= 1), "Expected 0 to 1.", $"{at}.alike"),
        .. MessageText.When(Contribution is not (>= -10 and <= 10), "Expected -10 to 10.", $"{at}.contribution"),
    ];
}

public enum ConsignmentKind
{
    Import = 1, Export, Transit, EntrySummary, ExitSummary, CargoReport, ArrivalNotice, ConveyanceReport, TravellerCash, Other,
}

/// <summary>What the finder's officer decided about a hit. A later one supersedes it.</summary>
public sealed record HitJudged : HitMessage
{
    /// <summary>Rises with each judgement of the hit, so that they count in the order in which they were made.</summary>
    public required long Ordinal { get; init; }

    public required HitVerdict Verdict { get; init; }

    public required DateTimeOffset JudgedAt { get; init; }

    internal override IEnumerable<Fault> Check() => [.. base.Check(), .. MessageText.When(Ordinal < 1, "Judgements are counted from 1.", "$.ordinal")];
}

public enum HitVerdict
{
    /// <summary>The last judgement was taken back: it waits again.</summary>
    Open = 1,

    /// <summary>It is what the alert looks for. A report follows.</summary>
    True,

    /// <summary>It is not. The owner forgets the notice.</summary>
    False,

    Undecided,
}

/// <summary>What was met and what was done about it (Reg. (EC) 515/97 art. 28).</summary>
public sealed record HitReported : HitMessage
{
    /// <summary>A hit may be reported on more than once; the first is 1.</summary>
    public required long Ordinal { get; init; }

    public required HitReport Report { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(Ordinal < 1, "Reports are counted from 1.", "$.ordinal"),
        .. MessageText.Check(Report.Place, 500, "$.report.place"),
        .. MessageText.Check(Report.Reason, MessageText.Longest, "$.report.reason"),
        .. Texts(Report).SelectMany(one => MessageText.CheckOptional(one.Text, MessageText.Longest, one.At)),
        .. MessageText.When(Report.Answers.Count > 50 || Report.Answers.Any(answer => answer.Length > MessageText.Longest), "At most 50 answers of 4000 characters.", "$.report.answers"),
        .. MessageText.When(Report.ActionTaken is null && Report.NotPossibleBecause is null, "Say what was done, or why nothing could be.", "$.report.actionTaken"),
    ];

    private static IEnumerable<(string? Text, string At)> Texts(HitReport report) =>
    [
        (report.Route, "$.report.route"), (report.Destination, "$.report.destination"), (report.Companions, "$.report.companions"), (report.Transport, "$.report.transport"),
        (report.ObjectsCarried, "$.report.objectsCarried"), (report.Circumstances, "$.report.circumstances"), (report.IdentityRevealed, "$.report.identityRevealed"),
        (report.NotPossibleBecause, "$.report.notPossibleBecause"),
    ];
}
