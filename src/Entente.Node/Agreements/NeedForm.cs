using Entente.Agreements;
using Entente.Protocol.Access;

namespace Entente.Node.Agreements;

/// <summary>What somebody wants of a partner, as it stands in an address.</summary>
internal sealed record NeedForm
{
    public Aim? Aim { get; init; }

    public string Partner { get; init; } = "";

    public AuthorityKind Ours { get; init; } = AuthorityKind.Customs;

    public AuthorityKind Theirs { get; init; } = AuthorityKind.Customs;

    public UsePurpose? Purpose { get; init; }

    public AssistanceType Assistance { get; init; } = AssistanceType.Information;

    public WordSet<DataField> Told { get; init; }

    public WordSet<DataField> Wanted { get; init; }

    /// <summary>What the partner is asked to do with what we tell.</summary>
    public WordSet<PermittedAction> Asks { get; init; }

    public WordSet<Condition> Holding { get; init; }

    public Approval Approval { get; init; } = Approval.Officer;

    public required DateOnly On { get; init; }

    /// <summary>A look-out and what nobody asked for bring nothing back.</summary>
    public bool WantsAnswer => Aim is Entente.Agreements.Aim.VerifyDeclaration or Entente.Agreements.Aim.Assistance or Entente.Agreements.Aim.Evidence;

    /// <summary>What the address says; <paramref name="otherwise"/> where it says nothing.</summary>
    public static NeedForm Read(FormWords asked, NeedForm otherwise) => otherwise with
    {
        Aim = asked.One<Aim>("aim"),
        Partner = asked.Line("partner"),
        Ours = asked.One<AuthorityKind>("ours") ?? otherwise.Ours,
        Theirs = asked.One<AuthorityKind>("theirs") ?? otherwise.Theirs,
        Purpose = asked.One<UsePurpose>("purpose"),
        Assistance = asked.One<AssistanceType>("assistance") ?? otherwise.Assistance,
        Told = asked.Fields("told"),
        Wanted = asked.Fields("wanted"),
        Asks = asked.Several<PermittedAction>("asks"),
        Holding = asked.Several<Condition>("when"),
        Approval = asked.One<Approval>("approval") ?? otherwise.Approval,
        On = asked.Day("on", otherwise.On),
    };

    public Need ToNeed(string us) => new()
    {
        Aim = Aim!.Value,
        Us = us,
        Partner = Partner,
        OurAuthority = Ours,
        TheirAuthority = Theirs,
        Purpose = Purpose!.Value,
        Assistance = Assistance,
        Told = Told,
        Wanted = WantsAnswer ? Wanted : [],
        Asks = Asks,
        Circumstances = [.. Holding.Select(condition => new Attestation(condition, ""))],
        Approval = Approval,
        On = On,
    };

    /// <summary>The question that what we tell puts to the gate.</summary>
    public QuestionForm Telling(ExchangeKind exchange, UsePurpose purpose) => new()
    {
        Partner = Partner,
        Exchange = exchange,
        Assistance = exchange.NamesAssistance ? Assistance : null,
        Ours = Ours,
        Theirs = Theirs,
        Purpose = purpose,
        Data = Told,
        Asks = Asks,
        Holding = Holding,
        Approval = Approval,
        On = On,
    };

    /// <summary>The question that what we would be given puts to it; whether the partner's officers approve is theirs to say.</summary>
    public QuestionForm Having(QuestionForm told, Advice advice) => told with
    {
        TheyGive = true,
        Exchange = advice.Exchange == ExchangeKind.Operation ? ExchangeKind.Operation : advice.Reason == AdviceReason.MadeForEvidence ? ExchangeKind.Evidence : ExchangeKind.Reply,
        Data = Wanted,
        Asks = [],
        Approval = Approval.CentralAuthority,
    };
}
