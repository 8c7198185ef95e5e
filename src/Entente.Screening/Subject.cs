namespace Entente.Screening;

/// <summary>Somebody or something that was declared and is compared with the lists.</summary>
/// <param name="Kind">What it is, or <see cref="SubjectKind.Party"/> where the declaration does not say whether a party is a person or a company.</param>
public sealed record Subject(SubjectKind Kind)
{
    public IReadOnlyList<string> Names { get; init; } = [];

    public IReadOnlyList<SubjectIdentifier> Identifiers { get; init; } = [];

    public PartialDate? Birth { get; init; }

    /// <summary>Nationality, flag, or country of the address, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    public Sex? Sex { get; init; }

    public IReadOnlyList<string> Addresses { get; init; } = [];
}
