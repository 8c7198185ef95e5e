using Entente.Agreements;
using Entente.Node.Console;

namespace Entente.Node.Agreements;

/// <summary>“Which instrument?”: an aim in an address, and the ways to it, the fittest first.</summary>
internal static class AdviseInstrument
{
    /// <inheritdoc cref="MaySend.Ask"/>
    public static AdviceAnswer Ask(AgreementBook book, string us, FormWords asked, NeedForm otherwise, Text text)
    {
        var need = NeedForm.Read(asked, otherwise);
        if (!asked.Has("aim"))
        {
            return new(need, null);
        }

        asked.Need("aim", need.Aim is not null, text["Choose what you want."]);
        asked.Need("partner", need.Partner.Length > 0, text["Choose the partner."]);
        asked.Need("purpose", need.Purpose is not null, text["Choose what it will be used for."]);
        asked.Need("told", !need.Told.IsEmpty, text["Mark what you would tell: a request states its facts."]);
        asked.Need("wanted", !need.WantsAnswer || !need.Wanted.IsEmpty, text["Mark what you want to have."]);
        return new(need, asked.Errors.Any ? null : [.. InstrumentAdvisor.Advise(book, need.ToNeed(us)).Select(advice => Line(book, us, need, advice))]);
    }

    private static AdviceLine Line(AgreementBook book, string us, NeedForm need, Advice advice)
    {
        // The advisor asks what is no evidence as what it is: for an investigation.
        var told = need.Telling(advice.Exchange, advice.Reason == AdviceReason.NotEvidence ? UsePurpose.CriminalInvestigation : need.Purpose!.Value);
        var given = advice.Back is null ? null : need.Having(told, advice);
        var path = advice is { IsLawful: true, Back: Verdict.Permitted back, Reason: not AdviceReason.MadeForEvidence }
            ? InstrumentAdvisor.ToEvidence(book, given!.ToQuestion(us, null), back.Obligations, need.ToNeed(us))
            : null;
        return new(advice, told.Address, given?.Address, path);
    }
}

/// <param name="Asked">What the address says.</param>
/// <param name="Ways">The ways, the fittest first; <see langword="null"/> where nothing was asked, or not enough.</param>
internal sealed record AdviceAnswer(NeedForm Asked, IReadOnlyList<AdviceLine>? Ways);

/// <param name="Advice">The way and what the gate says to it.</param>
/// <param name="There">The address that asks the gate about what we would tell.</param>
/// <param name="Back">The address that asks it about what we would be given.</param>
/// <param name="Evidence">How what is given this way would become evidence; <see langword="null"/> where nothing is given.</param>
public sealed record AdviceLine(Advice Advice, string There, string? Back, EvidencePath? Evidence);
