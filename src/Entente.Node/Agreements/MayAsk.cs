using Entente.Agreements;
using Entente.Node.Federation;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Agreements;

/// <summary>"May this go to them, for that?": the gate's answer to a question that somebody puts together, with what would make it lawful. Nothing is sent.</summary>
internal static class MayAsk
{
    /// <summary>The parts of the question, in the words of agreements; lists with commas.</summary>
    internal sealed record Parts
    {
        /// <summary>Required.</summary>
        public string? Exchange { get; init; }

        /// <summary>Of requests, replies and evidence.</summary>
        public string? Assistance { get; init; }

        /// <summary>The giver; this node unless said.</summary>
        public string? From { get; init; }

        /// <summary>The receiver; required.</summary>
        public string? To { get; init; }

        public string? FromAuthority { get; init; }

        public string? ToAuthority { get; init; }

        /// <summary>Required.</summary>
        public string? Purpose { get; init; }

        /// <summary><c>persons.name,declarations</c>: fields, or whole categories. Required.</summary>
        public string? Data { get; init; }

        /// <summary>What the receiver is asked to do with it.</summary>
        public string? Asks { get; init; }

        /// <summary>The conditions that hold.</summary>
        public string? Holding { get; init; }

        public string? Approval { get; init; }

        public string? Handling { get; init; }

        public bool? Unverified { get; init; }

        /// <summary>The day; today unless said.</summary>
        public string? On { get; init; }
    }

    /// <summary>The question that the parts are, or every part that is none.</summary>
    public static (Question? Question, IReadOnlyList<Fault> Faults) Read(Parts parts, string ownParty, DateOnly today)
    {
        var faults = new List<Fault>();
        var exchange = Word<ExchangeKind>(parts.Exchange, "exchange");
        var assistance = parts.Assistance is null ? null : Word<AssistanceType>(parts.Assistance, "assistance");
        var purpose = Word<UsePurpose>(parts.Purpose, "purpose");
        var from = Word<AuthorityKind>(parts.FromAuthority ?? "customs", "fromAuthority");
        var to = Word<AuthorityKind>(parts.ToAuthority ?? "customs", "toAuthority");
        var approval = Word<Approval>(parts.Approval ?? "officer", "approval");
        var handling = Word<HandlingCode>(parts.Handling ?? "H0", "handling");
        Condition[] holding = [.. List(parts.Holding).Select(word => Word<Condition>(word, "holding")).OfType<Condition>()];
        PermittedAction[] asks = [.. List(parts.Asks).Select(word => Word<PermittedAction>(word, "asks")).OfType<PermittedAction>()];
        var data = Fields();
        var on = today;
        if (parts.On is not null && !DateOnly.TryParseExact(parts.On, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out on))
        {
            faults.Add(new(FaultCode.AgreementPeriod, "Expected a day such as 2026-11-22.", "on"));
        }

        if (string.IsNullOrWhiteSpace(parts.To))
        {
            faults.Add(new(FaultCode.AgreementWord, "Say who would receive it, by party id.", "to"));
        }

        return faults.Count > 0 ? (null, faults) : (new()
        {
            Exchange = exchange!.Value,
            Assistance = assistance,
            From = parts.From ?? ownParty,
            To = parts.To!,
            FromAuthority = from!.Value,
            ToAuthority = to!.Value,
            Purpose = purpose!.Value,
            Data = data,
            Asks = [.. asks],
            Circumstances = [.. holding.Select(condition => new Attestation(condition, "asked"))],
            Approval = approval!.Value,
            Handling = handling!.Value,
            Unverified = parts.Unverified == true,
            On = on,
        }, []);

        T? Word<T>(string? text, string at)
            where T : struct, Enum
        {
            if (text is not null && Words.TryParse<T>(text, out var word))
            {
                return word;
            }

            faults.Add(new(FaultCode.AgreementWord, $"Expected one of {string.Join(", ", Words.All<T>())}.", at));
            return null;
        }

        WordSet<DataField> Fields()
        {
            WordSet<DataField> fields = [];
            foreach (var text in List(parts.Data))
            {
                var (name, field) = text.Split('.') is [var before, var after] ? (before, after) : (text, null);
                if (Word<DataCategory>(name, "data") is not { } category)
                {
                    continue;
                }

                if (field is null)
                {
                    fields = fields.Or(category.Fields);
                }
                else if (category.TryFind(field, out var found))
                {
                    fields = fields.With(found);
                }
                else
                {
                    faults.Add(new(FaultCode.AgreementWord, $"Expected one of {string.Join(", ", category.FieldWords)}.", "data"));
                }
            }

            if (fields.IsEmpty && faults.TrueForAll(fault => fault.At != "data"))
            {
                faults.Add(new(FaultCode.AgreementWord, "Say which fields it has, such as persons.name or declarations.", "data"));
            }

            return fields;
        }
    }

    public static async Task<Results<JsonHttpResult<MayView>, ProblemHttpResult>> GetAsync(
        [AsParameters] Parts parts, AgreementShelf shelf, OwnKeys own, TimeProvider clock, CancellationToken cancellation)
    {
        var (question, faults) = Read(parts, own.PartyId, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (question is null)
        {
            return AgreementRoutes.ToProblem(faults);
        }

        await shelf.RefreshAsync(cancellation);
        return TypedResults.Json(MayView.Of(Gate.Decide(shelf.Book, question), question), AgreementsJson.Default.MayView);
    }

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

/// <summary>What the gate answers.</summary>
/// <param name="Clause">What permits or refuses it, or comes nearest.</param>
internal sealed record MayView(bool Permitted, string? Clause)
{
    /// <summary>The fields that would be taken out.</summary>
    public IReadOnlyList<string> Stripped { get; init; } = [];

    public CarriedObligations? Obligations { get; init; }

    /// <summary>Why it is refused, as a word and as a sentence.</summary>
    public string? Reason { get; init; }

    public string? Detail { get; init; }

    /// <summary>The conditions that do not hold.</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>What it asks for beyond what the clause permits.</summary>
    public IReadOnlyList<string> Beyond { get; init; } = [];

    /// <summary>What would make it lawful; each is enough.</summary>
    public IReadOnlyList<RemedyView> Remedies { get; init; } = [];

    public static MayView Of(Verdict verdict, Question question) => verdict switch
    {
        Verdict.Permitted permitted => new(true, permitted.Clause.Name.ToString())
        {
            Stripped = AskedQuestion.FieldsOf(permitted.Stripped), Obligations = CarriedObligations.Of(permitted.Obligations),
        },
        Verdict.Refused refused => new(false, refused.Clause?.ToString())
        {
            Reason = Words.Of(refused.Reason),
            Detail = VerdictWords.FaultOf(refused, question).Detail,
            Lacking = [.. refused.Lacking.Select(Words.Of)],
            Beyond = [.. refused.Beyond.Select(Words.Of)],
            Remedies = [.. refused.Remedies.Select(RemedyView.Of)],
        },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <param name="Changes">Together.</param>
/// <param name="Clause">That then permits it.</param>
public sealed record RemedyView(IReadOnlyList<ChangeView> Changes, string Clause)
{
    public static RemedyView Of(Remedy remedy) => new([.. remedy.Changes.Select(ChangeView.Of)], remedy.Verdict.Clause.Name.ToString());
}

/// <param name="Kind">What is changed, for example <c>purpose</c>.</param>
/// <param name="To">To what.</param>
public sealed record ChangeView(string Kind, string To)
{
    public static ChangeView Of(Change change) => change switch
    {
        Change.OtherPurpose one => new("purpose", Words.Of(one.Purpose)),
        Change.OtherActions one => new("asks", string.Join(", ", one.Actions.Select(Words.Of))),
        Change.Meet one => new("meet", Words.Of(one.Condition)),
        Change.Approve one => new("approval", Words.Of(one.Approval)),
        Change.LeaveOut one => new("leaveOut", string.Join(", ", AskedQuestion.FieldsOf(one.Fields))),
        Change.OtherExchange one => new("exchange", one.Assistance is { } assistance ? $"{Words.Of(one.Exchange)} {Words.Of(assistance)}" : Words.Of(one.Exchange)),
        Change.OtherAuthority one => new("authority", $"{Words.Of(one.From)} {Words.Of(one.To)}"),
        Change.ObtainConsent one => new("consent", one.Provider),
        Change.WaitUntil one => new("day", $"{one.Day:yyyy-MM-dd}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
