namespace Entente.Agreements.Text;

/// <summary>Which keys a mapping of the file must and may have. The published schema says the same; a test compares them.</summary>
internal sealed record AgreementShape(string Name, string[] Required, string[] Optional)
{
    public static readonly AgreementShape Agreement = new("agreement", ["agreement", "version", "instrument", "title", "inForce", "languages", "parties", "articles"], ["status", "reservations", "declarations"]);

    public static readonly AgreementShape InForce = new("inForce", ["from"], ["until"]);

    public static readonly AgreementShape Party = new("party", ["party", "authorities"], ["calendar", "accepts"]);

    public static readonly AgreementShape Reservation = new("reservation", ["party", "articles", "text"], ["purposes", "data"]);

    public static readonly AgreementShape Declaration = new("declaration", ["party", "text"], ["retention", "handling", "approval", "when"]);

    public static readonly AgreementShape Article = new("article", ["article", "wording"], ["title", "annex", "permits", "refuses", "forbids"]);

    public static readonly AgreementShape Permission = new("permission", ["exchanges", "data", "purposes", "actions"], ["assistance", "direction", "when", "approval", "handling", "onward", "retention", "deadline", "costs"]);

    public static readonly AgreementShape Prohibition = new("prohibition", [], ["exchanges", "assistance", "data", "purposes", "direction", "unless", "instead"]);

    public static readonly AgreementShape Direction = new("direction", ["from", "to"], []);

    public static readonly AgreementShape Onward = new("onward", ["authorities"], ["parties", "withConsent"]);

    public static readonly AgreementShape Deadline = new("deadline", [], ["acknowledge", "confirm", "complete", "decide", "execute", "reply", "report"]);

    public static readonly AgreementShape[] All = [Agreement, InForce, Party, Reservation, Declaration, Article, Permission, Prohibition, Direction, Onward, Deadline];
}
