using System.Globalization;
using Entente.Screening;

namespace Entente.Tests.Screening;

public sealed class ScreeningNamesTests
{
    [Theory]
    [InlineData(SubjectKind.Person, "Sergey Lavrov", 1)] // patronymic left out
    [InlineData(SubjectKind.Person, "LAVROV, Sergei Viktorovich", 1)] // order, spelling
    [InlineData(SubjectKind.Person, "Serguei Lawrow", 1)] // transliterated by others
    [InlineData(SubjectKind.Person, "Лавров Сергей", 1)] // Cyrillic
    [InlineData(SubjectKind.Person, "S. V. Lavrov", 1)] // initials
    [InlineData(SubjectKind.Person, "Dr. Sergey Lavrov", 1)] // title
    [InlineData(SubjectKind.Person, "SergeyViktorovich Lavrov", 1)] // space lost
    [InlineData(SubjectKind.Person, "Sergey Vik torovich Lavrov", 1)] // space too many
    [InlineData(SubjectKind.Unknown, "Sergey Lavrov", 1)] // the declaration does not say what a party is
    [InlineData(SubjectKind.Party, "Sergey Lavrov", 1)] // a person or an organisation
    [InlineData(SubjectKind.Party, "Karlovac Trading d.o.o.", 2)]
    [InlineData(SubjectKind.Organisation, "Karlovac Trading doo", 2)] // the form without dots: a settlement followed from missing it
    [InlineData(SubjectKind.Organisation, "Karlovac Trading Limited Liability Company", 2)]
    [InlineData(SubjectKind.Organisation, "KARLOVACTRADING", 2)]
    [InlineData(SubjectKind.Vessel, "Ocean Pearl 2", 3)]
    [InlineData(SubjectKind.Vessel, "OCEAN PEARL II", 3)]
    public void A_listed_name_is_found_as_it_is_written_elsewhere(SubjectKind kind, string name, long entry) =>
        Given.Screen(kind, name).ShouldHaveSingleItem().EntryId.ShouldBe(entry);

    [Theory]
    [InlineData(SubjectKind.Person, "Sergey Borisovich Lavrov")] // another patronymic is another person
    [InlineData(SubjectKind.Person, "Sergey Ivanov")]
    [InlineData(SubjectKind.Person, "Lavrov")] // one word of three
    [InlineData(SubjectKind.Organisation, "Trading d.o.o.")] // generic words and forms name nobody
    [InlineData(SubjectKind.Organisation, "Varazdin Trading d.o.o.")]
    [InlineData(SubjectKind.Vessel, "Ocean Pearl 3")] // Vessel 1 and Vessel 2 are different
    [InlineData(SubjectKind.Vessel, "Ocean Diamond 2")]
    [InlineData(SubjectKind.Person, "Ocean Pearl 2")] // a person is not a ship
    [InlineData(SubjectKind.Party, "Ocean Pearl 2")] // nor is a party, whichever it is
    [InlineData(SubjectKind.Person, "Seryozha the Minister")] // a weak alias alone
    public void Another_name_is_no_hit(SubjectKind kind, string name) => Given.Screen(kind, name).ShouldBeEmpty();

    [Theory]
    [InlineData("محمد صادق الأهدل", "MOHAMMED SADIQ AL-AHDAL")] // Arabic
    [InlineData("Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis")] // Greek
    [InlineData("김정은", "KIM Jong Un")] // Hangul
    [InlineData("バラク・オバマ", "Barack Obama")] // Kana
    [InlineData("בנימין נתניהו", "Binyamin Netanyahu")] // Hebrew
    [InlineData("习近平", "Xi Jinping")] // Chinese, by the table of readings
    [InlineData("नरेन्द्र मोदी", "Narendra Modi")] // Devanagari
    [InlineData("ბარაკ ობამა", "Barack Obama")] // Georgian
    [InlineData("Abdurrahman Yasin", "ABD AL-RAHMAN YASIN")]
    [InlineData("Bob Denard", "Robert Denard")] // nickname
    [InlineData("Muhamad Qadafi", "Mohammed Gaddafi")]
    public void A_name_in_one_script_is_found_in_another(string declared, string listed)
    {
        var index = new ScreeningIndex();
        index.Apply([new(7, SubjectKind.Person, "test") { Names = [new(listed)] }], []);

        index.Screen(new(SubjectKind.Person) { Names = [declared] }, ScreeningRules.DefaultThreshold).ShouldHaveSingleItem();
    }

    [Fact]
    public void Names_that_sound_alike_but_are_written_alike_in_Chinese_only_by_sound_differ()
    {
        var index = new ScreeningIndex();
        index.Apply([new(7, SubjectKind.Person, "test") { Names = [new("高市早苗")] }], []);

        index.Screen(new(SubjectKind.Person) { Names = ["高石早苗"] }, ScreeningRules.DefaultThreshold).ShouldBeEmpty();
        index.Screen(new(SubjectKind.Person) { Names = ["高市早苗"] }, ScreeningRules.DefaultThreshold).ShouldHaveSingleItem();
    }

    [Fact]
    public void The_score_is_the_sum_of_its_rows_and_names_the_list()
    {
        var match = Given.Index().Screen(new(SubjectKind.Person) { Names = ["Sergei Lavrov"], Birth = new(new(1950, 1, 1), new(1950, 12, 31)), Countries = ["FR"] }, 0.5).ShouldHaveSingleItem();

        match.Score.ShouldBe(Math.Clamp(match.Evidence.Sum(row => row.Contribution), 0, 1), 0.0001);
        match.ListVersion.ShouldBe("UN 2026-11-20");
        match.Evidence.Select(row => row.Rule).ShouldBe(["name", "name-extra", "country-differs", "birth-overlaps"]);
    }

    [Fact]
    public void Every_declared_and_listed_word_is_accounted_for()
    {
        var name = Given.Index().Screen(new(SubjectKind.Person) { Names = ["S. Lawrow"] }, 0.5).ShouldHaveSingleItem().Evidence.Single(row => row.Rule == "name");

        name.Pairs.Select(pair => (pair.Declared, pair.Listed)).ShouldBe([("S", "Sergey"), ("Lawrow", "LAVROV"), ("", "Viktorovich")]);
        name.Pairs[0].Kind.ShouldBe(PairKind.Initial);
        name.Pairs[^1].Kind.ShouldBe(PairKind.Different);
    }

    [Fact]
    public void A_sentence_comes_in_the_officers_language()
    {
        var row = Given.Screen(SubjectKind.Person, "Sergey Lavrov")[0].Evidence.Single(row => row.Rule == "name");

        row.Sentence.ShouldStartWith("The name Sergey Lavrov resembles the listed name Sergey Viktorovich LAVROV");
        ScreeningRules.Sentence(row, CultureInfo.GetCultureInfo("fr")).ShouldStartWith("Le nom Sergey Lavrov ressemble au nom inscrit");
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        var subject = new Subject(SubjectKind.Unknown) { Names = ["Serguei Lawrow", "Ocean Pearl"] };
        string Ask() => string.Join('\n', Given.Index().Screen(subject, 0).Select(match => $"{match.EntryId} {match.Score} {string.Join(';', match.Evidence.Select(row => row.ToString()))}"));

        Ask().ShouldBe(Ask());
    }

    [Theory]
    [InlineData("serg lav")] // the last word is a beginning
    [InlineData("lavr")]
    [InlineData("Лавр")]
    public void A_search_box_finds_by_beginnings(string text) => Given.Index().Search(text).ShouldContain(match => match.EntryId == 1);

    [Fact]
    public void Hostile_text_is_a_name_like_any_other()
    {
        foreach (var text in new[] { "\uD800", "\0", new string('a', 100_000), string.Concat(Enumerable.Repeat("ab ", 10_000)), "<script>", "﷽", "👍🏽", "'''", "....", "٣٣٣", "abdul abdul abdal", "a.b.c.d.e.f" })
        {
            Should.NotThrow(() => Given.Index().Screen(new(SubjectKind.Unknown) { Names = [text], Addresses = [text], Identifiers = [new(IdentifierKind.Any, text)] }, 0));
        }
    }
}
