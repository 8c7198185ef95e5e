using Entente.Screening;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Screening;

public sealed class ScreeningChangesTests
{
    [Fact]
    public void A_withdrawn_entry_is_not_found()
    {
        var index = Given.Index();
        index.Apply([], [1]);

        index.Screen(new(SubjectKind.Person) { Names = ["Sergey Viktorovich Lavrov"] }, 0).ShouldBeEmpty();
        index.Count.ShouldBe(3);
    }

    [Fact]
    public void A_changed_entry_is_found_by_its_new_name_only()
    {
        var index = Given.Index();
        index.Apply([Given.Lavrov with { Names = [new("Ivan Petrovich Sidorov")] }], []);

        index.Screen(new(SubjectKind.Person) { Names = ["Sergey Viktorovich Lavrov"] }, 0.5).ShouldBeEmpty();
        index.Screen(new(SubjectKind.Person) { Names = ["Ivan Petrovich Sidorov"] }, 0.5).ShouldHaveSingleItem();
        index.Count.ShouldBe(4);
    }

    [Fact]
    public void An_empty_list_finds_nothing()
    {
        var index = Given.Index();
        index.Apply([], [1, 2, 3, 4, 5]);

        index.Search("lavrov").ShouldBeEmpty();
        index.Count.ShouldBe(0);
    }

    /// <summary>Against a dictionary: after any changes, one by one or compacted, each entry is found if and only if it is listed.</summary>
    [Fact]
    public void Any_sequence_of_changes_leaves_what_was_last_said() => Prop.ForAll(
        Gen.Choose(0, 2).SelectMany(kind => Gen.Choose(0, 19).Select(id => (kind, id))).ListOf().ToArbitrary(), changes =>
        {
            var index = new ScreeningIndex();
            var expected = new Dictionary<long, string>();
            foreach (var (change, n) in changes.Select((change, n) => (change, n)))
            {
                if (change.kind == 0)
                {
                    index.Apply([], [change.id]);
                    expected.Remove(change.id);
                }
                else
                {
                    var number = $"SN{n:D4}{change.id:D2}";
                    index.Apply([new(change.id, SubjectKind.Commodity, "test") { Identifiers = [new(IdentifierKind.SerialNumber, number)] }], []);
                    expected[change.id] = number;
                }

                if (n % 7 == 6)
                {
                    index.Compact();
                }
            }

            return index.Count == expected.Count && expected.All(entry =>
                index.Screen(new(SubjectKind.Commodity) { Identifiers = [new(IdentifierKind.SerialNumber, entry.Value)] }, 0.5) is [var match] && match.EntryId == entry.Key);
        }).QuickCheckThrowOnFailure();
}
