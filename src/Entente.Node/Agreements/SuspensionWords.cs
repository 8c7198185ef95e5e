using Entente.Agreements;
using Entente.Node.Console;

namespace Entente.Node.Agreements;

/// <summary>What a suspension stops, in words.</summary>
internal static class SuspensionWords
{
    extension(Text t)
    {
        public string ScopeOf(SuspensionRow row)
        {
            var what = (row.Agreement, row.Article, row.Category) switch
            {
                ({ } agreement, { } article, _) => t["{0}, article {1}", agreement, article],
                ({ } agreement, _, { } category) => t["{0}: {1}", agreement, t.CategoryOf(category)],
                ({ } agreement, _, _) => t["All of {0}", agreement],
                (_, _, { } category) => t["The data {0} under every agreement", t.CategoryOf(category)],
                _ => t["Every exchange"],
            };
            what = row.PerHour is { } perHour ? t.Plural(perHour, "At most {0} message an hour: {1}", "At most {0} messages an hour: {1}", what) : what;
            var way = row.GivingOnly ? t["{0}; only what {1} gives", what, row.Ours ? t["this administration"] : PartyNames.Of(row.Partner)] : what;
            return row.UntilDay is { } until ? t["{0}; until {1}", way, until] : way;
        }

        private string CategoryOf(string word) => Words.TryParse<DataCategory>(word, out var category) ? t.Of(category) : word;
    }
}
