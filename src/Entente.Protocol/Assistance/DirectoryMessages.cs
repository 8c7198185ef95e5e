using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Protocol.Assistance;

/// <summary>The authorities of the sender that deal with assistance. Information, not authority: the node card says who may be spoken to.</summary>
public sealed record AuthoritiesPublished : MessagePayload
{
    private const int Most = 200;

    /// <summary>Rises with each; the latest counts as a whole.</summary>
    public required long Version { get; init; }

    public required IReadOnlyList<ListedAuthority> Authorities { get; init; }

    internal override IEnumerable<Fault> Check() =>
    [
        .. base.Check(),
        .. MessageText.When(Version < 1, "Versions begin at 1.", "$.version"),
        .. EnvelopeRules.Each(Authorities, Most, "$.authorities", ListedAuthority.Check),
        .. MessageText.When(Authorities.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count() != Authorities.Count, "Each authority has an id of its own.", "$.authorities"),
    ];
}

/// <summary>An authority or one of its offices.</summary>
public sealed record ListedAuthority
{
    /// <summary>Its name among those of the sender, for example <c>customs-central</c>.</summary>
    public required string Id { get; init; }

    public required AuthorityKind Kind { get; init; }

    public required IReadOnlyList<NameIn> Names { get; init; }

    /// <summary>What it may be asked for.</summary>
    public IReadOnlyList<Competence> Competences { get; init; } = [];

    public required ContactPoint Contact { get; init; }

    /// <summary>IANA name of the zone of its hours.</summary>
    public required string Zone { get; init; }

    /// <summary>When somebody is there. A day that is not named is closed.</summary>
    public IReadOnlyList<OpenHours> Hours { get; init; } = [];

    /// <summary>Languages that can be written in.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    internal static IEnumerable<Fault> Check(ListedAuthority listed, string at) =>
    [
        .. MessageText.When(listed.Id.Length is 0 or > 60 || listed.Id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not '-'), "An id is small letters, digits and hyphens.", $"{at}.id"),
        .. EnvelopeRules.Each(listed.Names, EnvelopeRules.Most, $"{at}.names", (name, place) => [.. EnvelopeRules.Language(name.Language, $"{place}.language"), .. MessageText.Check(name.Text, 200, $"{place}.text")]),
        .. MessageText.When(listed.Names.Count == 0 || listed.Names.Select(name => name.Language).Distinct(StringComparer.Ordinal).Count() != listed.Names.Count, "One name in each language, and at least one.", $"{at}.names"),
        .. EnvelopeRules.Each(listed.Competences, EnvelopeRules.Most, $"{at}.competences", Competence.Check),
        .. EnvelopeRules.Check(listed.Contact, $"{at}.contact"),
        .. MessageText.Check(listed.Zone, 60, $"{at}.zone"),
        .. EnvelopeRules.Each(listed.Hours, EnvelopeRules.Most, $"{at}.hours", (hours, place) => MessageText.When(hours.Until <= hours.From, "It ends before it begins.", $"{place}.until")),
        .. MessageText.When(listed.Languages.Count == 0, "Name a language.", $"{at}.languages"),
        .. EnvelopeRules.Each(listed.Languages, EnvelopeRules.Most, $"{at}.languages", (language, place) => EnvelopeRules.Language(language, place)),
    ];
}

public sealed record NameIn(string Language, string Text);

/// <param name="Instrument">A word of the vocabulary.</param>
/// <param name="Assistance">Types of assistance; words of the vocabulary.</param>
/// <param name="MonthlyCapacity">How many requests of these a month can be dealt with.</param>
/// <param name="Open">How many are open.</param>
public sealed record Competence(string Instrument, IReadOnlyList<string> Assistance, int? MonthlyCapacity = null, int? Open = null)
{
    internal static IEnumerable<Fault> Check(Competence competence, string at) =>
    [
        .. EnvelopeRules.Word(competence.Instrument, $"{at}.instrument"),
        .. EnvelopeRules.Each(competence.Assistance, EnvelopeRules.Most, $"{at}.assistance", EnvelopeRules.Word),
        .. MessageText.When(competence.MonthlyCapacity < 0 || competence.Open < 0, "A number of requests is not negative.", $"{at}.monthlyCapacity"),
    ];
}

/// <param name="Day">The day of the week.</param>
/// <param name="From">When it opens.</param>
/// <param name="Until">When it closes, on the same day.</param>
public sealed record OpenHours(DayOfWeek Day, TimeOnly From, TimeOnly Until);
