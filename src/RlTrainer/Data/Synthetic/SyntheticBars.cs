using NodaTime;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Data;

/// <summary>
/// A seeded market of minute bars: intraday volatility smile, volatility clustering by day and by hour, jumps, gaps
/// between days, the exchange's calendar and time changes, volume, and a planted signal if asked for.
/// </summary>
public static class SyntheticBars
{
    private const double HourlyMemory = 0.995, DailyMemory = 0.95, JumpsPerMinute = 1.0 / 2_000;

    /// <summary>Generates a market; the same configuration gives the same bars to the last bit.</summary>
    /// <param name="config">Days, instrument, seed and planted signal.</param>
    /// <returns>The minute bars, the planted drift of each, and second bars for the days that were asked for.</returns>
    /// <exception cref="ArgumentException">A value of the configuration is out of range.</exception>
    public static SyntheticMarket Generate(SyntheticConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config = config.Checked();
        SessionHours[] days = TradingDays(config);
        int count = (int)days.Sum(day => day.TradingSeconds / 60);
        var columns = new BarColumns(
            new long[count], new long[count], new int[count], new int[count], new int[count], new int[count], new long[count]);
        float[] drift = new float[count];
        TradingDay[] cut = new Walk(config, columns, drift).Run(days);
        string origin = $"synthetic, seed {config.Seed}, planted signal {config.Signal}";
        var minutes = new BarSeries(config.Instrument, BarInterval.Minute, origin, isSynthetic: true, columns, cut);
        BarSeries? seconds = config.DaysWithSeconds == 0 ? null
            : SyntheticSeconds.Of(minutes, config.FirstDayWithSeconds, config.DaysWithSeconds, config.Seed);
        return new SyntheticMarket(config, minutes, seconds, drift);
    }

    private static SessionHours[] TradingDays(SyntheticConfig config)
    {
        var days = new SessionHours[config.Days];
        LocalDate date = config.FirstDay.PlusDays(-1);
        for (int day = 0; day < days.Length; day++)
        {
            date = SessionCalendar.NextTradingDay(date);
            days[day] = SessionCalendar.HoursOf(date)!.Value;
        }
        return days;
    }

    /// <summary>The price on its way through the days.</summary>
    private sealed class Walk(SyntheticConfig config, BarColumns columns, float[] drifts)
    {
        private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        private readonly double _startTicks = (double)(config.StartPrice / config.Instrument.TickSize);
        private PlantedFlow _flow = new(config, Rng.Stream(config.Seed, "planted flow"));
        private Rng _price = Rng.Stream(config.Seed, "price"), _shape = Rng.Stream(config.Seed, "wicks and volume");
        private double _ticks, _dayHeat, _hourHeat, _drift;
        private int _bar;

        public TradingDay[] Run(SessionHours[] days)
        {
            var cut = new TradingDay[days.Length];
            _ticks = _startTicks;
            for (int day = 0; day < days.Length; day++)
            {
                int first = _bar;
                StartDay(isAfterWeekend: day > 0 && Period.DaysBetween(days[day - 1].Date, days[day].Date) > 1);
                WalkDay(days[day]);
                cut[day] = new TradingDay(
                    days[day].Date, first, _bar, days[day].OpenEasternSeconds, days[day].CloseEasternSeconds,
                    days[day].IsEarlyClose);
            }
            return cut;
        }

        /// <summary>A new volatility level and the gap from the last close, drawn weakly towards the starting price.</summary>
        private void StartDay(bool isAfterWeekend)
        {
            _dayHeat = DailyMemory * _dayHeat + 0.2 * Math.Sqrt(1 - DailyMemory * DailyMemory) * _price.NextGaussian();
            double gap = config.MinuteVolatility * PortableMath.Exp(_dayHeat) * (
                isAfterWeekend ? 7.0 : 4.0) * _price.NextGaussian();
            double pull = -0.004 * PortableMath.Log(_ticks / _startTicks);
            if (_bar > 0) _ticks *= PortableMath.Exp(gap + pull);
        }

        private void WalkDay(SessionHours hours)
        {
            long offset = _zone.AtLeniently(hours.Date.At(new LocalTime(12, 0))).Offset.Seconds;
            for (long eastern = hours.OpenEasternSeconds; eastern < hours.CloseEasternSeconds; eastern += 60)
            {
                if (!hours.Contains(eastern)) continue;
                columns.EasternSeconds[_bar] = eastern;
                columns.UtcSeconds[_bar] = eastern - offset;
                Minute((int)(eastern % 86_400 / 60));
                _bar++;
            }
            drifts[_bar - 1] = 0f;
            _drift = 0.0;
        }

        private void Minute(int minuteOfDay)
        {
            _hourHeat = HourlyMemory * _hourHeat + 0.2 * Math.Sqrt(1 - HourlyMemory * HourlyMemory) * _price.NextGaussian();
            double profile = IntradayProfile.Volatility(minuteOfDay);
            double sigma = _ticks * config.MinuteVolatility * profile * PortableMath.Exp(_dayHeat + _hourHeat);
            double change = sigma * (_drift + _price.NextGaussian());
            if (_price.NextDouble() < JumpsPerMinute) change += sigma * 6.0 * _price.NextGaussian();
            double open = _ticks + 0.05 * sigma * _shape.NextGaussian();
            double close = Math.Max(100.0, _ticks + change);
            double asymmetry = _flow.Asymmetry(minuteOfDay);
            double above = Wick(close - open, sigma) * (1 + asymmetry), below = Wick(close - open, sigma) * (1 - asymmetry);
            Write(open, close, above, below);
            double activity = 700.0 * profile * profile * PortableMath.Exp(_hourHeat + 0.4 * _shape.NextGaussian()) * (
                0.6 + 0.4 * Math.Abs(change) / sigma);
            columns.Volumes[_bar] = Math.Max(1, (long)activity);
            _drift = _flow.DriftAfter(minuteOfDay);
            drifts[_bar] = (float)_drift;
            _ticks = close;
        }

        private void Write(double open, double close, double above, double below)
        {
            int openTicks = (int)Math.Round(open), closeTicks = (int)Math.Round(close);
            columns.OpenTicks[_bar] = openTicks;
            columns.CloseTicks[_bar] = closeTicks;
            columns.HighTicks[_bar] = Math.Max(openTicks, closeTicks) + (int)Math.Round(above);
            columns.LowTicks[_bar] = Math.Max(1, Math.Min(openTicks, closeTicks) - (int)Math.Round(below));
        }

        /// <summary>How far a Brownian path reaches beyond its ends, given
        /// where it ends (Karatzas and Shreve 1991, 4.3.40).</summary>
        private double Wick(double change, double sigma)
        {
            double draw = -2.0 * sigma * sigma * PortableMath.Log(1.0 - _shape.NextDouble());
            return 0.5 * (Math.Sqrt(change * change + draw) - Math.Abs(change));
        }
    }
}
