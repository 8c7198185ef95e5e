using Entente.Agreements;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Node.Agreements;

/// <summary>A question to the gate as it stands in an address, so that it can be sent to a colleague.</summary>
public sealed record QuestionForm
{
    /// <summary>The party at the other end; empty while nobody is chosen.</summary>
    public string Partner { get; init; } = "";

    /// <summary>The partner gives, and not we.</summary>
    public bool TheyGive { get; init; }

    public ExchangeKind? Exchange { get; init; }

    /// <summary>Of requests, replies and evidence; of no account for the others.</summary>
    public AssistanceType? Assistance { get; init; }

    public AuthorityKind Ours { get; init; } = AuthorityKind.Customs;

    public AuthorityKind Theirs { get; init; } = AuthorityKind.Customs;

    public UsePurpose? Purpose { get; init; }

    public WordSet<DataField> Data { get; init; }

    /// <summary>What the receiver is asked to do with it.</summary>
    public WordSet<PermittedAction> Asks { get; init; }

    public WordSet<Condition> Holding { get; init; }

    public Approval Approval { get; init; } = Approval.Officer;

    public HandlingCode Handling { get; init; }

    public bool Unverified { get; init; }

    /// <summary>From whom it came, where it is not the giver's own.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The clause that it came under, as a clause chip names it.</summary>
    public string Under { get; init; } = "";

    /// <summary>The purpose for which it was given; nothing: the only one of the clause.</summary>
    public UsePurpose? GivenFor { get; init; }

    public DateOnly Received { get; init; }

    /// <summary>The provider has consented to passing it on.</summary>
    public bool Consented { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>What the address says; <paramref name="otherwise"/> where it says nothing.</summary>
    internal static QuestionForm Read(FormWords asked, QuestionForm otherwise) => otherwise with
    {
        Partner = asked.Line("partner"),
        TheyGive = asked.Line("give") == "they",
        Exchange = asked.One<ExchangeKind>("exchange"),
        Assistance = asked.One<AssistanceType>("assistance"),
        Ours = asked.One<AuthorityKind>("ours") ?? otherwise.Ours,
        Theirs = asked.One<AuthorityKind>("theirs") ?? otherwise.Theirs,
        Purpose = asked.One<UsePurpose>("purpose"),
        Data = asked.Fields("data"),
        Asks = asked.Several<PermittedAction>("asks"),
        Holding = asked.Several<Condition>("when"),
        Approval = asked.One<Approval>("approval") ?? otherwise.Approval,
        Handling = asked.One<HandlingCode>("handling") ?? otherwise.Handling,
        Unverified = asked.Line("unverified") == FormWords.Yes,
        Provider = asked.Line("provider"),
        Under = asked.Line("under"),
        GivenFor = asked.One<UsePurpose>("givenFor"),
        Received = asked.Day("received", otherwise.On),
        Consented = asked.Line("consented") == FormWords.Yes,
        On = asked.Day("on", otherwise.On),
    };

    /// <summary>The address that asks it.</summary>
    public string Address => FormWords.Address(AgreementLinks.May,
    [
        ("partner", Partner),
        ("give", TheyGive ? "they" : null),
        ("exchange", Word(Exchange)),
        ("assistance", Exchange?.NamesAssistance == true ? Word(Assistance) : null),
        ("ours", Words.Of(Ours)),
        ("theirs", Words.Of(Theirs)),
        ("purpose", Word(Purpose)),
        .. FormWords.Of(Data).Select(word => ("data", (string?)word)),
        .. Asks.Select(action => ("asks", (string?)Words.Of(action))),
        .. Holding.Select(condition => ("when", (string?)Words.Of(condition))),
        ("approval", Approval == Approval.Officer ? null : Words.Of(Approval)),
        ("handling", Handling == HandlingCode.H0 ? null : Words.Of(Handling)),
        ("unverified", Unverified ? FormWords.Yes : null),
        ("provider", Provider),
        ("under", Provider.Length > 0 ? Under : null),
        ("givenFor", Provider.Length > 0 ? Word(GivenFor) : null),
        ("received", Provider.Length > 0 ? Iso(Received) : null),
        ("consented", Consented ? FormWords.Yes : null),
        ("on", Iso(On)),
    ]);

    /// <summary>The question as the gate takes it, once partner, exchange and purpose are there.</summary>
    public Question ToQuestion(string us, Origin? origin) => new()
    {
        Exchange = Exchange!.Value,
        Assistance = Exchange.Value.NamesAssistance ? Assistance : null,
        From = TheyGive ? Partner : us,
        To = TheyGive ? us : Partner,
        FromAuthority = TheyGive ? Theirs : Ours,
        ToAuthority = TheyGive ? Ours : Theirs,
        Purpose = Purpose!.Value,
        Data = Data,
        Asks = Asks,
        Circumstances = [.. Holding.Select(condition => new Attestation(condition, ""))],
        Approval = Approval,
        Handling = Handling,
        Unverified = Unverified,
        Origin = origin,
        On = On,
    };

    /// <summary>The same question changed as a remedy changes it.</summary>
    public QuestionForm As(Question changed) => this with
    {
        Exchange = changed.Exchange,
        Assistance = changed.Assistance,
        Ours = TheyGive ? changed.ToAuthority : changed.FromAuthority,
        Theirs = TheyGive ? changed.FromAuthority : changed.ToAuthority,
        Purpose = changed.Purpose,
        Data = changed.Data,
        Asks = changed.Asks,
        Holding = changed.Holding,
        Approval = changed.Approval,
        Consented = changed.Origin?.Consents.Count > 0,
        On = changed.On,
    };

    private static string? Word<T>(T? word)
        where T : struct, Enum => word is { } said ? Words.Of(said) : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
