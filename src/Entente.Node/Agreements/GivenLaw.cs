using Entente.Node.Platform;

namespace Entente.Node.Agreements;

/// <summary>Under which law an item is here: a number of <see cref="GivenLaw"/>, and the last day on which it may be kept.</summary>
internal sealed record Given(long Law, DateOnly? Until);

/// <summary>
/// A law under which a partner gave something: a clause, and what it obliges to. There is one row, however much came under it, so that
/// before a list of a million the few laws are asked and not every row.
/// </summary>
internal sealed record GivenLaw
{
    public long Number { get; init; }

    public string Partner { get; init; } = "";

    /// <summary>For example <c>NL-CA-CMAA/1 8(1)</c>.</summary>
    public string Clause { get; init; } = "";

    /// <summary>Without the last day and the consents, which are of each item; as JSON.</summary>
    public string Obligations { get; init; } = "";

    public CarriedObligations Binding => CarriedObligations.Read(Obligations) ?? throw new InvalidOperationException($"Law {Number} holds no obligations.");

    public static List<GivenLaw> All(Session session) => session.Query<GivenLaw>("SELECT number, partner, clause, obligations FROM given_law ORDER BY number");

    public static GivenLaw? Find(Session session, long number) => session.Find<GivenLaw>("SELECT number, partner, clause, obligations FROM given_law WHERE number = @number", new { number });

    /// <summary>The number of that law, which is added where nothing came under it before.</summary>
    public static long NumberOf(Session session, string partner, string clause, CarriedObligations binding)
    {
        var obligations = (binding with { LastDay = null, Consents = null }).Write();
        if (session.Find<long?>("SELECT number FROM given_law WHERE partner = @partner AND clause = @clause AND obligations = @obligations", new { partner, clause, obligations }) is { } known)
        {
            return known;
        }

        var number = session.Next("SELECT MAX(number) FROM given_law");
        session.Execute("INSERT INTO given_law (number, partner, clause, obligations) VALUES (@number, @partner, @clause, @obligations)", new { number, partner, clause, obligations });
        return number;
    }
}
