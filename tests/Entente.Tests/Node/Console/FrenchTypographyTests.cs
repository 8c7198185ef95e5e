using Entente.Node.Console;

namespace Entente.Tests.Node.Console;

public sealed class FrenchTypographyTests
{
    [Theory]
    [InlineData("l'agent", "l’agent")]
    [InlineData("d'« {0} »", "d’«\u00a0{0}\u00a0»")]
    [InlineData("jusqu'{0}", "jusqu’{0}")]
    [InlineData("Que faire ? Attendez : rien ; non !", "Que faire\u00a0? Attendez\u00a0: rien\u00a0; non\u00a0!")]
    [InlineData("'X' n'est pas", "'X' n’est pas")] // a quoted value keeps its quotes
    [InlineData("`l'x ;` d'ici", "`l'x ;` d’ici")]
    [InlineData("12:30", "12:30")]
    public void Plain_keys_become_French_print(string typed, string printed) => FrenchTypography.Set(typed).ShouldBe(printed);
}
