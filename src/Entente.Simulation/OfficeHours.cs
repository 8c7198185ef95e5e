namespace Entente.Simulation;

/// <summary>When people lodge declarations: by day, and mostly on working days.</summary>
internal static class OfficeHours
{
    public static DateTime After(DateTime earliest, ref Dice dice)
    {
        var at = earliest;
        if (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && dice.Chance(0.75))
        {
            at = at.Date.AddDays(at.DayOfWeek == DayOfWeek.Saturday ? 2 : 1).AddMinutes(dice.Between(360, 960));
        }
        else if (at.Hour is < 5 or >= 19 && dice.Chance(0.7))
        {
            at = at.Date.AddDays(at.Hour < 5 ? 0 : 1).AddMinutes(dice.Between(330, 720));
        }

        return at;
    }
}
