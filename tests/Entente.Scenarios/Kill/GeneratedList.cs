using System.Globalization;

namespace Entente.Scenarios.Kill;

/// <summary>A list of made-up firms and people in the three files of the OFAC list, as long as a test needs it.</summary>
internal static class GeneratedList
{
    private static readonly string[] First = ["ALDER", "BIRCH", "CEDAR", "DOGWOOD", "ELM", "FIR", "GORSE", "HAZEL", "IVY", "JUNIPER"];
    private static readonly string[] Second = ["ANCHOR", "BALLAST", "CAPSTAN", "DAVIT", "EBB", "FATHOM", "GANGWAY", "HAWSER", "INLET", "JETTY"];

    /// <returns>The folder.</returns>
    public static string Write(string folder, int entries)
    {
        Directory.CreateDirectory(folder);
        using var main = new StreamWriter(Path.Combine(folder, "sdn.csv"));
        using var names = new StreamWriter(Path.Combine(folder, "alt.csv"));
        using var addresses = new StreamWriter(Path.Combine(folder, "add.csv"));
        for (var i = 1; i <= entries; i++)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"{First[i % 10]} {Second[i / 10 % 10]} {i / 100}");
            var (name, kind) = i % 3 == 0 ? ($"{Second[i % 10]}, {words}", "\"individual\"") : ($"{words} TRADING", "-0- ");
            Line(main, $"{i},\"{name}\",{kind},\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ");
            if (i % 2 == 0)
            {
                Line(names, $"{i},{i},\"aka\",\"{Second[i % 10]} {words}\",-0- ");
                Line(addresses, $"{i},{i},\"Quay {i}\",\"Rotterdam\",\"Netherlands\",-0- ");
            }
        }

        return folder;
    }

    private static void Line(StreamWriter file, FormattableString text) => file.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
