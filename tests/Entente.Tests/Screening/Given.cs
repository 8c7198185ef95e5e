using Entente.Screening;

namespace Entente.Tests.Screening;

/// <summary>A small list with one entry of each kind that the tests speak of.</summary>
internal static class Given
{
    public static readonly ListedEntry Lavrov = new(1, SubjectKind.Person, "UN 2026-11-20")
    {
        Names = [new("Sergey Viktorovich LAVROV", NameQuality.Primary), new("Сергей Викторович Лавров"), new("Seryozha the Minister", NameQuality.Weak)],
        Births = [new(new(1950, 3, 21), new(1950, 3, 21))],
        Countries = ["RU"],
        Sex = Sex.Male,
    };

    public static readonly ListedEntry Trading = new(2, SubjectKind.Organisation, "OFAC 2026-11-20")
    {
        Names = [new("KARLOVAC TRADING D.O.O.", NameQuality.Primary)],
        Identifiers = [new(IdentifierKind.Vat, "BE0403170701")],
        Countries = ["HR"],
    };

    public static readonly ListedEntry Vessel = new(3, SubjectKind.Vessel, "OFAC 2026-11-20")
    {
        Names = [new("OCEAN PEARL 2", NameQuality.Primary)],
        Identifiers = [new(IdentifierKind.ImoNumber, "IMO 9074729")],
    };

    public static readonly ListedEntry Container = new(4, SubjectKind.Container, "alerts 12")
    {
        Identifiers = [new(IdentifierKind.ContainerNumber, "CSQU3054383"), new(IdentifierKind.ContainerNumber, "MSKU6011670")],
    };

    public static ScreeningIndex Index()
    {
        var index = new ScreeningIndex();
        index.Apply([Lavrov, Trading, Vessel, Container], []);
        return index;
    }

    public static IReadOnlyList<Match> Screen(SubjectKind kind, string name) =>
        Index().Screen(new(kind) { Names = [name] }, ScreeningRules.DefaultThreshold);
}
