using Entente.Simulation.Names;
using Entente.TradeData.Model;

namespace Entente.Simulation.Traders;

/// <summary>A company of the world with what stays the same about it.</summary>
/// <param name="Number">Unique in the world.</param>
/// <param name="DeclaresOriginal">Whether its papers carry the name in its own script.</param>
internal sealed record Trader(long Number, ScriptName Name, string Country, Address Address, string? Eori, string Contact, bool DeclaresOriginal)
{
    public static Trader Create(ulong seed, long number, string country, IReadOnlyList<string> cities, bool inUnion)
    {
        var dice = Dice.For(seed, 11, number);
        var name = NameBook.Company(ref dice, country);
        return new Trader(
            number, name, country, AddressIn(ref dice, country, cities), inUnion ? EoriOf(ref dice, country) : null, Telephone(ref dice), name.Original is not null && dice.Chance(0.25));
    }

    public static Address AddressIn(ref Dice dice, string country, IReadOnlyList<string> cities) =>
        new(NameBook.Street(ref dice, country), dice.Pick(cities), NameBook.PostCode(ref dice, country), country);

    /// <summary>The country and nine digits that start with 99, a block that is not issued.</summary>
    public static string EoriOf(ref Dice dice, string country) => $"{country}99{dice.Digits(7)}";

    public static string Telephone(ref Dice dice) => $"+{dice.Between(20, 99)} 555 {dice.Digits(3)} {dice.Digits(3)}";

    public Party As(PartyRole role, bool original = false) => new()
    {
        Role = role,
        Name = original && Name.Original is { } own ? own : Name.Latin,
        Address = Address,
        Identifiers = Eori is null ? [] : [new Identifier(IdentifierScheme.Eori, Eori)],
        IsPerson = false,
        Contact = Contact,
    };
}
