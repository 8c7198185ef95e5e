using Entente.Agreements;
using Entente.Node.Console;
using Clause = Entente.Agreements.Clause;

namespace Entente.Node.Agreements;

/// <summary>“May I send this?”: a question in an address, and what the gate answers to it.</summary>
internal static class MaySend
{
    /// <param name="book">The agreements that this node holds.</param>
    /// <param name="us">The party that this node is.</param>
    /// <param name="asked">The address.</param>
    /// <param name="otherwise">What counts where the address says nothing.</param>
    /// <param name="text">The officer's language.</param>
    public static MayAnswer Ask(AgreementBook book, string us, FormWords asked, QuestionForm otherwise, Text text)
    {
        var question = QuestionForm.Read(asked, otherwise);

        // An address that only fills in a part, such as the partner, asks nothing yet.
        if (!asked.Has("exchange"))
        {
            return new(question, null, null);
        }

        asked.Need("exchange", question.Exchange is not null, text["Choose what it is."]);
        asked.Need("assistance", question.Exchange?.NamesAssistance != true || question.Assistance is not null, text["Requests, replies and evidence are for a type of assistance: choose one."]);
        asked.Need("partner", question.Partner.Length > 0, text["Choose the partner."]);
        asked.Need("purpose", question.Purpose is not null, text["Choose what the receiver will use it for."]);
        asked.Need("data", !question.Data.IsEmpty, text["Mark what is in it: of nothing, nothing can be said."]);
        var under = question.Provider.Length == 0 ? null : Under(book, question, us);
        asked.Need("under", question.Provider.Length == 0 || under is not null, text["The provider gave nothing under a clause of that name on that day. It stands on the clause chip, for example NL-CA-CMAA/1 5(1)."]);
        asked.Need("givenFor", under is null || GivenFor(question, under) is not null, text["Choose the purpose for which it was given, one that the clause names: it goes on for no other without consent."]);
        if (asked.Errors.Any)
        {
            return new(question, null, null);
        }

        var whole = question.ToQuestion(us, under is null ? null : OriginOf(question, us, under, GivenFor(question, under)!.Value));
        return new(question, whole, Gate.Decide(book, whole));
    }

    /// <summary>The clause by which the provider gave it.</summary>
    private static Clause? Under(AgreementBook book, QuestionForm asked, string us) => ClauseRef.TryParse(asked.Under, out var name)
        ? book.Clauses(asked.Provider, asked.TheyGive ? asked.Partner : us, asked.Received).FirstOrDefault(clause => clause.Name == name)
        : null;

    private static UsePurpose? GivenFor(QuestionForm asked, Clause clause) =>
        asked.GivenFor is { } purpose ? clause.Purposes.Contains(purpose) ? purpose : null
        : clause.Purposes.Count == 1 ? clause.Purposes.First() : null;

    private static Origin OriginOf(QuestionForm asked, string us, Clause clause, UsePurpose givenFor)
    {
        var obligations = new Obligations
        {
            Handling = clause.Handling,
            Purpose = givenFor,
            Actions = clause.Grant.Actions,
            Authorities = clause.Receiver.Authorities,
            Onward = clause.Grant.Onward,
            Retention = clause.Retention,
            LastDay = clause.Retention?.LastDay(asked.Received),
            Deadlines = clause.Grant.Deadlines,
            Languages = clause.Agreement.Languages,
            Costs = clause.Grant.Costs,
        };
        return new(asked.Provider, clause.Name, obligations)
        {
            Consents = asked.Consented ? [new(asked.TheyGive ? us : asked.Partner, asked.On)] : [],
        };
    }
}

/// <param name="Asked">What the address says, to be shown in the form again.</param>
/// <param name="Question">What the gate was asked; <see langword="null"/> where nothing was, or not enough.</param>
/// <param name="Verdict">What it says.</param>
public sealed record MayAnswer(QuestionForm Asked, Question? Question, Verdict? Verdict);
