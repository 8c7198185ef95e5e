using Entente.Node.Console;

namespace Entente.Node.Evidence.Custody;

/// <summary>Custody in words; the text table translates them.</summary>
internal static class CustodyWords
{
    public static string Of(string kind) => CustodyDesk.Kinds.FirstOrDefault(one => one.Value == kind) is { Words: { } words } ? words : kind;

    public static string Of(CustodyState state) => state switch
    {
        CustodyState.Held => Text.Key("In custody"),
        CustodyState.OnTheWay => Text.Key("To be confirmed"),
        CustodyState.Lent => Text.Key("Lent out"),
        _ => Text.Key("Custody ended"),
    };

    public static Tone ToneOf(CustodyState state) => state switch
    {
        CustodyState.Held => Tone.Good,
        CustodyState.OnTheWay => Tone.Waiting,
        CustodyState.Lent => Tone.Care,
        _ => Tone.Neutral,
    };

    /// <summary>A partner as officers read it: a country by its name; whatever else held a thing by its own words.</summary>
    public static string Party(string party) => Entente.Protocol.Reference.Countries.Find(party)?.Name(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? party;

    public static string Of(CustodyAct act) => CustodyActs.Of(act).Words;

    /// <summary>What the button says.</summary>
    public static string Ask(CustodyAct act) => act switch
    {
        CustodyAct.Handed => Text.Key("Hand over"),
        CustodyAct.Received => Text.Key("Confirm that you have it"),
        CustodyAct.Copied => Text.Key("Note a copy"),
        CustodyAct.Lent => Text.Key("Lend"),
        CustodyAct.Returned => Text.Key("Take back"),
        CustodyAct.Ended => Text.Key("End the custody"),
        CustodyAct.Declined => Text.Key("Leave it with its holder"),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
    };
}
