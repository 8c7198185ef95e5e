using Entente.Agreements;
using Entente.Protocol.Access;

namespace Entente.Tests.Agreements;

/// <summary>Every question that differs from one in one thing which somebody could change; by trying, not by looking at clauses.</summary>
internal static class SingleChanges
{
    public static IEnumerable<Question> Of(Question question)
    {
        foreach (var purpose in Enum.GetValues<UsePurpose>())
        {
            yield return question with { Purpose = purpose };
        }

        yield return question with { Asks = [] };
        foreach (var action in Enum.GetValues<PermittedAction>())
        {
            yield return question with { Asks = [action] };
            yield return question with { Asks = question.Asks.Without([action]) };
        }

        foreach (var condition in Enum.GetValues<Condition>())
        {
            yield return question with { Circumstances = [.. question.Circumstances, new(condition, "test")] };
        }

        foreach (var approval in Enum.GetValues<Approval>().Where(approval => approval > question.Approval))
        {
            yield return question with { Approval = approval };
        }

        foreach (var exchange in Enum.GetValues<ExchangeKind>())
        {
            foreach (var assistance in exchange.NamesAssistance ? Enum.GetValues<AssistanceType>().Select(type => (AssistanceType?)type) : [null])
            {
                yield return question with { Exchange = exchange, Assistance = assistance };
            }
        }

        foreach (var from in Enum.GetValues<AuthorityKind>())
        {
            foreach (var to in Enum.GetValues<AuthorityKind>())
            {
                yield return question with { FromAuthority = from, ToAuthority = to };
            }
        }

        foreach (var category in question.Data.Select(field => field.Category).Distinct())
        {
            yield return question with { Data = question.Data.Without(category.Fields) };
        }

        foreach (var field in question.Data)
        {
            yield return question with { Data = question.Data.Without([field]) };
        }

        foreach (var days in new[] { 30, 365 })
        {
            yield return question with { On = question.On.AddDays(days) };
        }
    }
}
