using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Benchmarks;

/// <summary>
/// A year of one-second bars, twenty million rows of a synthetic walk, read and checked in a process of its own, whose
/// largest resident memory (VmHWM) is printed. "worst" has a rounding in every second row, swapped, repeated, broken and
/// out-of-hours rows.
/// </summary>
internal static class DataYear
{
    private const int Days = 252, LimitMegabytes = 1_500;

    /// <summary>year [all] makes the files and reads each in a child; year read FILE MODE is that child.</summary>
    public static int Run(TextWriter output, string[] args)
    {
        if (args.FirstOrDefault() == "read") return Read(output, args[1], args[2]);
        string folder = Directory.CreateTempSubdirectory("year").FullName;
        try
        {
            string clean = Path.Combine(folder, "NQ_D1S.csv"), worst = Path.Combine(folder, "worst.csv"), zipped = clean + ".gz";
            using (FileStream file = File.Create(clean)) Write(file, isWorst: false);
            using (FileStream file = File.Create(worst)) Write(file, isWorst: true);
            int wrong = 0;
            foreach ((string file, string mode) in new[] { (clean, "Report"), (clean, "Strict"), (worst, "Report"),
                (worst, "Repair"), (clean, "Cache"), (clean, "Cache") })
                wrong += Child(output, file, mode);
            if (args.Contains("gz"))
            {
                using (var zip = new GZipStream(File.Create(zipped), CompressionLevel.Fastest))
                using (FileStream file = File.OpenRead(clean)) file.CopyTo(zip);
                wrong += Child(output, zipped, "Report");
            }
            return wrong == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Child(TextWriter output, string file, string mode)
    {
        string host = Environment.ProcessPath!;
        string[] self = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(DataYear).Assembly.Location] : [];
        using Process child =
            Process.Start(new ProcessStartInfo(host, [.. self, "year", "read", file, mode]) { RedirectStandardOutput = true })!;
        output.Write(child.StandardOutput.ReadToEnd());
        child.WaitForExit();
        return child.ExitCode == 0 ? 0 : 1;
    }

    private static int Read(TextWriter output, string file, string mode)
    {
        long start = Stopwatch.GetTimestamp();
        long rows, leftOut = 0, changed = 0;
        int bars;
        if (mode == "Cache")
        {
            CachedBars cached = BarCache.Read(
                file, Path.Combine(Path.GetDirectoryName(file)!, "cache"), Instrument.NQ, BarInterval.Second, CheckMode.Report);
            (rows, bars, mode) = (cached.Bars.Count, cached.Bars.Count, cached.IsFromCache ? "from cache" : "to cache");
        }
        else
        {
            CheckedBars read = BarFile.Read(file, Instrument.NQ, BarInterval.Second, Enum.Parse<CheckMode>(mode));
            (rows, bars, leftOut, changed) =
                (read.Report.RowsRead, read.Bars.Count, read.Report.RowsListed, read.Report.Changed.Count);
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long peak = Peak();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(file),-14} {mode,-10} {rows / 1e6:F2} million rows, {bars / 1e6:F2} million bars, {leftOut} left "
            + $"out, {changed} changes; {seconds:F1} s, {rows / seconds / 1e6:F2} million rows/s; peak resident {peak} MB of "
            + $"{LimitMegabytes}"));
        return peak <= LimitMegabytes ? 0 : 1;
    }

    /// <summary>Megabytes (10⁶ bytes) of the largest resident set of this process.</summary>
    private static long Peak()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status)) return Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000;
        string line = File.ReadLines(Status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) * 1_024 / 1_000_000;
    }

    private static void Write(Stream stream, bool isWorst)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 20, leaveOpen: true) { NewLine = "\n" };
        text.Write("# synthetic, a walk for measuring memory\ntimestamp,open,high,low,close,volume\n");
        int ticks = 60_000;
        long row = 0;
        NodaTime.LocalDate date = new(2023, 1, 2);
        string held = "";
        for (int day = 0; day < Days; day++)
        {
            date = SessionCalendar.NextTradingDay(date);
            SessionHours hours = SessionCalendar.HoursOf(date)!.Value;
            string prefix = "";
            for (long second = hours.OpenEasternSeconds; second < hours.CloseEasternSeconds
                + (isWorst ? 600 : 0); second++, row++)
            {
                if (second % 86_400 == 0 || prefix.Length == 0)
                    prefix = NodaTime.LocalDateTime.FromDateTime(DateTime.UnixEpoch).PlusSeconds(second)
                        .ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
                ticks += (int)(row * 2_654_435_761L >> 13 & 3) - (ticks > 60_000 ? 2 : 1);
                long clock = second % 86_400;
                string line = string.Create(CultureInfo.InvariantCulture,
                    $"{prefix} {clock / 3_600:00}:{clock / 60 % 60:00}:{clock % 60:00},"
                    + $"{(isWorst && row % 2 == 0 ? Price(ticks)[..^1] + (ticks % 2 == 0 ? "4" : "9") : Price(ticks))},"
                    + $"{Price(ticks + 2)},{Price(ticks - 1)},{Price(ticks + 1)},{row % 9 + 1}\n");
                if (isWorst && row % 97 == 0 && held.Length == 0)
                {
                    held = line;
                    continue;
                }
                text.Write(line);
                if (isWorst && row % 50 == 0) text.Write(line);
                if (isWorst && row % 1_000 == 0) text.Write("broken\n");
                text.Write(held);
                held = "";
            }
        }
    }

    private static string Price(int ticks) =>
        (ticks / 4) switch
        {
            int points =>
            (ticks & 3) switch { 0 => $"{points}.00", 1 => $"{points}.25", 2 => $"{points}.50", _ => $"{points}.75" }
        };
}
