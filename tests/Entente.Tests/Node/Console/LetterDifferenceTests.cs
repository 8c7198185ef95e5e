using Entente.Node.Console;

namespace Entente.Tests.Node.Console;

public sealed class LetterDifferenceTests
{
    /// <summary>Differing letters stand in brackets; empty brackets are where the other text has more.</summary>
    [Theory]
    [InlineData("Lavrov", "LAVROV", "Lavrov", "LAVROV")] // case is no difference
    [InlineData("Sergey", "Sergei", "Serge[y]", "Serge[i]")]
    [InlineData("MARITME", "Maritime", "MARIT[]ME", "Marit[i]me")]
    [InlineData("", "A", "[]", "[A]")]
    [InlineData("Иванов", "Іванов", "[И]ванов", "[І]ванов")] // Cyrillic letters that look Latin stay Cyrillic
    [InlineData("深圳市华强", "深圳市華強", "深圳市[华强]", "深圳市[華強]")]
    [InlineData("e\u0301a", "ea", "[e\u0301]a", "[e]a")] // a letter with its accent is one letter
    [InlineData("محمد", "محمّد", "مح[م]د", "مح[مّ]د")] // so is an Arabic letter with its sign
    [InlineData("🇳🇱x", "🇳🇴x", "[🇳🇱]x", "[🇳🇴]x")] // no half of a pair
    public void Differences_are_marked_letter_by_letter(string left, string right, string markedLeft, string markedRight)
    {
        var (a, b) = LetterDifference.Of(left, right);
        Marked(a).ShouldBe(markedLeft);
        Marked(b).ShouldBe(markedRight);
    }

    [Fact]
    public void Pieces_put_together_are_the_text()
    {
        var (a, b) = LetterDifference.Of("Northstar Maritime L.L.C.", "Nordstern Maritime GmbH");
        string.Concat(a.Select(run => run.Text)).ShouldBe("Northstar Maritime L.L.C.");
        string.Concat(b.Select(run => run.Text)).ShouldBe("Nordstern Maritime GmbH");
    }

    [Fact]
    public void A_text_too_long_for_a_name_differs_whole()
    {
        var (a, _) = LetterDifference.Of(new string('a', 600), new string('a', 599) + "b");
        a.ShouldBe([new LetterRun(new string('a', 600), true)]);
    }

    private static string Marked(IEnumerable<LetterRun> runs) => string.Concat(runs.Select(run => run.Differs ? $"[{run.Text}]" : run.Text));
}
