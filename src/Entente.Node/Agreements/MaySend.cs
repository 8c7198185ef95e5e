using Entente.Agreements;
using Entente.Node.Console;

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
        var origin = OriginOf(book, question, us);
        asked.Need("under", question.Provider.Length == 0 || origin is not null, text["The provider gave nothing under a clause of that name on that day. It stands on the clause chip, for example NL-CA-CMAA/1 5(1)."]);
        if (asked.Errors.Any)
        {
            return new(question, null, null);
        }

        var whole = question.ToQuestion(us, origin);
        return new(question, whole, Gate.Decide(book, whole));
    }

    private static Origin? OriginOf(AgreementBook book, QuestionForm asked, string us)
    {
        var giver = asked.TheyGive ? asked.Partner : us;
        if (asked.Provider.Length == 0 || !ClauseRef.TryParse(asked.Under, out var name)
            || book.Clauses(asked.Provider, giver, asked.Received).FirstOrDefault(clause => clause.Name == name) is not { } clause)
        {
            return null;
        }

        var obligations = new Obligations
        {
            Handling = clause.Handling,
            Purpose = clause.Purposes.First(),
            Actions = clause.Grant.Actions,
            Authorities = clause.Receiver.Authorities,
            Onward = clause.Grant.Onward,
            Retention = clause.Retention,
            LastDay = clause.Retention?.LastDay(asked.Received),
            Deadlines = clause.Grant.Deadlines,
            Languages = clause.Agreement.Languages,
            Costs = clause.Grant.Costs,
        };
        return new(asked.Provider, name, obligations)
        {
            Consents = asked.Consented ? [new(asked.TheyGive ? us : asked.Partner, asked.On)] : [],
        };
    }
}

/// <param name="Asked">What the address says, to be shown in the form again.</param>
/// <param name="Question">What the gate was asked; <see langword="null"/> where nothing was, or not enough.</param>
/// <param name="Verdict">What it says.</param>
public sealed record MayAnswer(QuestionForm Asked, Question? Question, Verdict? Verdict);
