using RlTrainer.Compliance;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>The state of every environment, one array a concern, all [envs].</summary>
internal sealed class EnvironmentColumns(int count, int memorySize)
{
    private readonly double[] _termMemories = new double[count * memorySize];

    /// <summary>Money and position.</summary>
    public Account[] Accounts { get; } = new Account[count];

    /// <summary>What the rules remember.</summary>
    public Standing[] Standings { get; } = new Standing[count];

    /// <summary>What belongs to the open trade.</summary>
    public Ticket[] Tickets { get; } = new Ticket[count];

    /// <summary>What the reward remembers of the account.</summary>
    public RewardMemory[] Memories { get; } = new RewardMemory[count];

    /// <summary>What the pacing limits remember.</summary>
    public PaceState[] Paces { get; } = new PaceState[count];

    /// <summary>Current bar.</summary>
    public int[] Bars { get; } = new int[count];

    /// <summary>Bar of the episode's start.</summary>
    public int[] StartBars { get; } = new int[count];

    /// <summary>Next entry of a fixed list of starts.</summary>
    public int[] ListPositions { get; } = new int[count];

    /// <summary>Contracts that an entry decided now would have; 0: masked.</summary>
    public int[] Fits { get; } = new int[count];

    /// <summary>The contracts of such an entry are micros.</summary>
    public bool[] FitsMicros { get; } = new bool[count];

    /// <summary>Why <see cref="Fits"/> is less than wanted.</summary>
    public EntryAdjustment[] Adjustments { get; } = new EntryAdjustment[count];

    /// <summary>How the episode ended; None while it runs.</summary>
    public EpisodeEnd[] Ends { get; } = new EpisodeEnd[count];

    /// <summary>Streams of the episode starts.</summary>
    public Rng[] Streams { get; } = new Rng[count];

    /// <summary>[memory size] what the reward's terms remember of one environment.</summary>
    public Span<double> TermMemory(int env) => _termMemories.AsSpan(env * memorySize, memorySize);

    /// <summary>Copies what decides one account's next bars: everything but its stream of starts.</summary>
    /// <param name="from">The account's column here.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="to">Its column there.</param>
    public void CopyAccount(int from, EnvironmentColumns target, int to)
    {
        target.Accounts[to] = Accounts[from];
        target.Standings[to] = Standings[from];
        target.Tickets[to] = Tickets[from];
        target.Memories[to] = Memories[from];
        TermMemory(from).CopyTo(target.TermMemory(to));
        target.Paces[to] = Paces[from];
        target.Bars[to] = Bars[from];
        target.StartBars[to] = StartBars[from];
        target.Fits[to] = Fits[from];
        target.FitsMicros[to] = FitsMicros[from];
        target.Adjustments[to] = Adjustments[from];
        target.Ends[to] = Ends[from];
        if (Book is { IsOff: false } book) target.Book!.CopyFrom(book, from, to);
    }

    /// <summary>What account rules have counted; null before there is one.</summary>
    public AccountRuleBook? Book { get; set; }

    /// <summary>Walks over every value.</summary>
    public void Visit(IStateVisitor visitor)
    {
        for (int env = 0; env < count; env++)
        {
            VisitMoney(visitor, env);
            Book?.Visit(env, visitor.Value);
            VisitTicket(visitor, ref Tickets[env]);
            VisitMemories(visitor, ref Memories[env], ref Paces[env]);
            foreach (ref double remembered in TermMemory(env)) remembered = visitor.Value(remembered);
            Bars[env] = (int)visitor.Value(Bars[env]);
            StartBars[env] = (int)visitor.Value(StartBars[env]);
            ListPositions[env] = (int)visitor.Value(ListPositions[env]);
            Fits[env] = (int)visitor.Value(Fits[env]);
            FitsMicros[env] = visitor.Value(FitsMicros[env] ? 1L : 0L) != 0;
            Adjustments[env] = (EntryAdjustment)visitor.Value((long)Adjustments[env]);
            Ends[env] = (EpisodeEnd)visitor.Value((long)Ends[env]);
            (ulong a, ulong b, ulong c, ulong d) = Streams[env].State;
            a = (ulong)visitor.Value((long)a);
            b = (ulong)visitor.Value((long)b);
            c = (ulong)visitor.Value((long)c);
            d = (ulong)visitor.Value((long)d);
            Streams[env] = Rng.FromState((a, b, c, d));
        }
    }

    private void VisitMoney(IStateVisitor visitor, int env)
    {
        Account account = Accounts[env];
        int number = (int)visitor.Value(account.Number);
        long balance = visitor.Value(account.BalanceCents);
        var side = (Side)visitor.Value((long)account.Side);
        int contracts = (int)visitor.Value(account.Contracts);
        int entry = (int)visitor.Value(account.EntryTicks);
        bool isMicro = visitor.Value(account.IsMicro ? 1L : 0L) != 0;
        Accounts[env] = new Account(number, balance, side, contracts, entry, isMicro);
        Standing standing = Standings[env];
        long peak = visitor.Value(standing.PeakCents), dayStart = visitor.Value(standing.DayStartCents),
            floor = visitor.Value(standing.FloorCents);
        long endOfDay = visitor.Value(standing.HighestEndOfDayCents);
        var day = (DayStatus)visitor.Value((long)standing.Day);
        Standings[env] = new Standing(peak, dayStart, floor, endOfDay, day, (int)visitor.Value(standing.TradedDays))
        {
            BestEndedDayCents = visitor.Value(standing.BestEndedDayCents),
            DayOpenCents = visitor.Value(standing.DayOpenCents),
            HasTradedToday = visitor.Value(standing.HasTradedToday ? 1L : 0L) != 0,
            HasPassed = visitor.Value(standing.HasPassed ? 1L : 0L) != 0,
        };
    }

    private static void VisitTicket(IStateVisitor visitor, ref Ticket ticket)
    {
        ticket.BalanceBeforeCents = visitor.Value(ticket.BalanceBeforeCents);
        ticket.CostCents = visitor.Value(ticket.CostCents);
        ticket.ExitTickContracts = visitor.Value(ticket.ExitTickContracts);
        ticket.StopTicks = (int)visitor.Value(ticket.StopTicks);
        ticket.TargetTicks = (int)visitor.Value(ticket.TargetTicks);
        ticket.InitialStopTicks = (int)visitor.Value(ticket.InitialStopTicks);
        ticket.InitialTargetTicks = (int)visitor.Value(ticket.InitialTargetTicks);
        ticket.EntryContracts = (int)visitor.Value(ticket.EntryContracts);
        ticket.EntryBar = (int)visitor.Value(ticket.EntryBar);
        ticket.EntryTicks = (int)visitor.Value(ticket.EntryTicks);
        ticket.AdverseTicks = (int)visitor.Value(ticket.AdverseTicks);
        ticket.FavorableTicks = (int)visitor.Value(ticket.FavorableTicks);
        ticket.Trails = (int)visitor.Value(ticket.Trails);
        ticket.BestCloseSigned = (int)visitor.Value(ticket.BestCloseSigned);
        ticket.Extensions = (int)visitor.Value(ticket.Extensions);
        ticket.RewardedStopSigned = (int)visitor.Value(ticket.RewardedStopSigned);
    }

    private static void VisitMemories(IStateVisitor visitor, ref RewardMemory memory, ref PaceState pace)
    {
        memory.EquityCents = visitor.Value(memory.EquityCents);
        memory.PeakCents = visitor.Value(memory.PeakCents);
        memory.ForgivenCents = visitor.Value(memory.ForgivenCents);
        pace.Hour = visitor.Value(pace.Hour);
        pace.NextEntryBar = (int)visitor.Value(pace.NextEntryBar);
        pace.Entries = (int)visitor.Value(pace.Entries);
        pace.EntriesInHour = (int)visitor.Value(pace.EntriesInHour);
        pace.PausedUntilBar = (int)visitor.Value(pace.PausedUntilBar);
    }
}
