using System.Globalization;

namespace Entente.Scenarios.Kill;

/// <summary>A file of made-up imports in the columns of the public declarations, as long as a test needs it.</summary>
internal static class GeneratedDeclarations
{
    public static string Reference(int number) => string.Create(CultureInfo.InvariantCulture, $"26KR{number:D8}");

    /// <returns>The file.</returns>
    public static string Write(string file, int declarations)
    {
        using var rows = new StreamWriter(file);
        rows.WriteLine(
            "Declaration ID,Date,Office ID,Process Type,Import Type,Import Use,Payment Type,Mode of Transport,Declarant ID,Importer ID,Seller ID,Courier ID,HS6 Code,"
            + "Country of Departure,Country of Origin,Tax Rate,Tax Type,Country of Origin Indicator,Net Mass,Item Price,Fraud,Critical Fraud");
        for (var i = 1; i <= declarations; i++)
        {
            rows.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Reference(i)},2026-01-{1 + (i % 28):D2},30,B,11,21,11,10,D{i % 100:D6},I{i % 1000:D6},S{i % 500:D6},,440890,BE,BE,0.0,FEU1,G,{1 + (i % 900)}.0,{100 + i}.4,0,0"));
        }

        return file;
    }
}
