using System.Globalization;
using Entente.Protocol.Identifiers;

namespace Entente.Simulation.Transport;

/// <summary>A ship of the world, or a train, which has no IMO number.</summary>
internal sealed record Vessel(string Name, string? Imo, string Flag)
{
    private static readonly string[] nouns =
    [
        "ASTER", "BERYL", "CORMORANT", "DAHLIA", "EGRET", "FALCON", "GARNET", "HERON", "INDIGO", "JASPER", "KESTREL", "LOTUS", "MAGNOLIA", "NARWHAL", "OPAL", "PELICAN",
        "QUARTZ", "RAVEN", "SAPPHIRE", "TAMARIND", "UMBER", "VIOLET", "WILLOW", "XENIA", "YARROW", "ZIRCON", "ALBATROSS", "BANYAN", "CORAL", "DOLPHIN",
    ];

    private static readonly string[] flags = ["PA", "LR", "MH", "MT", "DK", "NL", "SG", "HK", "CY", "PT"];

    /// <summary>A vessel of a line. Its IMO number has the right check digit and starts with 3, which no real ship's does.</summary>
    public static Vessel OfLine(int service, int number, string carrier)
    {
        var noun = nouns[(service * 7 + number) % nouns.Length];
        return new Vessel($"{carrier.Split(' ')[0].ToUpperInvariant()} {noun}", ImoNumberOf(service * 40 + number), flags[(service + number * 3) % flags.Length]);
    }

    /// <summary>A small general cargo vessel that goes where there is cargo.</summary>
    public static Vessel Tramp(ulong seed, int number)
    {
        var dice = Dice.For(seed, 41, number);
        string[] prefixes = ["SEA", "LADY", "STAR OF", "PORT", "GULF", "AL", "OCEAN", "SILVER", "ATLANTIC", "CAPTAIN"];
        string[] names = ["MERIBEL", "ZANITA", "TAROUB", "KORSUN", "ELVARIS", "NAJM", "DORVIK", "PETRALIA", "ISHTAR", "VOLKANO", "MAZARINE", "OSTERA", "LIMANOS", "BRIZA"];
        return new Vessel($"{dice.Pick(prefixes)} {dice.Pick(names)}", ImoNumberOf(5_000 + number), dice.Pick(["KM", "TG", "PA", "BZ", "SL", "LR", "TZ", "CK", "PW"]));
    }

    private static string ImoNumberOf(int number)
    {
        var digits = (300_000 + number * 13).ToString(CultureInfo.InvariantCulture);
        return $"{digits}{ImoNumber.CheckDigit(digits)}";
    }
}
