using Entente.Agreements;

namespace Entente.Tests.Agreements;

public sealed class AgreementLibraryTests
{
    public static TheoryData<string> Names => [.. AgreementLibrary.Names];

    [Theory, MemberData(nameof(Names))]
    public void What_comes_with_the_product_breaks_no_rule(string name)
    {
        var reading = AgreementText.Read(AgreementLibrary.Read(name));
        (reading as AgreementReading.Refused)?.Faults.ShouldBeEmpty();
        var agreement = reading.ShouldBeOfType<AgreementReading.Accepted>().Agreement;
        agreement.Status.ShouldBe(name.StartsWith("template-", StringComparison.Ordinal) ? AgreementStatus.Template : AgreementStatus.Simulated);
        agreement.Title.ShouldContain(agreement.Status == AgreementStatus.Template ? "(template" : "(simulated");
    }

    [Fact]
    public void Every_instrument_is_there_between_the_administrations_of_the_demonstration()
    {
        AgreementLibrary.Simulated.Select(agreement => agreement.Instrument).Distinct().Order().ShouldBe(Enum.GetValues<Instrument>());
        AgreementLibrary.Simulated.SelectMany(agreement => agreement.Parties).Select(party => party.Party).Distinct().Order().ShouldBe(["CA", "NL", "SG"]);
        AgreementBook.Check(AgreementLibrary.Simulated).ShouldBeEmpty();
    }

    [Fact]
    public void A_template_is_refused_among_agreements_in_force() =>
        AgreementBook.Check(AgreementLibrary.Templates).Select(fault => fault.Code.Id).ShouldBe(["agreement-template", "agreement-template"]);
}
