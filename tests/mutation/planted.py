#!/usr/bin/env python3
"""Plants known faults, one at a time, in a copy of the checkout and runs the test that has to see each.

    python3 tests/mutation/planted.py [--list] [NUMBER ...]

--list only says whether every fault still fits the sources, in a second.
Prints one line a fault: killed or SURVIVED. Ends with 1 if one survived. Needs git and the .NET SDK; the tests are built once, the
library once a fault.
"""
import os, shutil, subprocess, sys, tempfile

WALK, ACCOUNTS = "src/RlTrainer/Environments/Accounts/AccountWalk.cs", "src/RlTrainer/Environments/Accounts/"
SIZING, MANAGE, QUIET = ACCOUNTS + "EntrySizing.cs", ACCOUNTS + "PositionManagement.cs", ACCOUNTS + "QuietBars.cs"
REPLAY, AUDITED, CLOCK = "src/RlTrainer/Audit/AuditReplay.cs", "src/RlTrainer/Audit/AuditedAccount.cs", "src/RlTrainer/Audit/AuditClock.cs"
REJUDGE, CONDITIONS = "src/RlTrainer/Compliance/RejudgedAccount.cs", "src/RlTrainer/Compliance/PassConditions.cs"
RESAMPLED, PASS = "src/RlTrainer/Evaluation/Passing/ResampledAccount.cs", "src/RlTrainer/Evaluation/Passing/PassProbability.cs"

# what, file, original, fault, test
FAULTS = [
    ("break-even cost rounded down", "src/RlTrainer/Trading/Costs.cs", "+ TickValueCents - 1) / TickValueCents", ") / TickValueCents", "SimulatorFault"),
    ("excursion not capped at the target", WALK, "Math.Min(favorable, target) - side * ticket.EntryTicks", "favorable - side * ticket.EntryTicks", "SimulatorFault"),
    ("entry across a reset not fitted again", WALK, "if ((flags & BarFlags.ResetBefore) == 0) return wanted;", "if (wanted > 0) return wanted;", "SimulatorFault"),
    ("trailing stop crosses the close", MANAGE, "Math.Min(ticket.BestCloseSigned - OneAtr(bar), close - 1)", "ticket.BestCloseSigned - OneAtr(bar)", "SimulatorFault"),
    ("trail from the last close instead of the best", MANAGE, "Math.Min(ticket.BestCloseSigned - OneAtr(bar), close - 1)", "Math.Min(close - OneAtr(bar), close - 1)", "SimulatorFault"),
    ("cost of a partial missing", WALK, "        ticket.CostCents += CostOf(fill);", "        if (leg.Reason != FillReason.Partial) ticket.CostCents += CostOf(fill);", "SimulatorFault"),
    ("cost of a partial missing from the step", WALK, "        passage.Result.CostCents += CostOf(fill);\n        ticket.Exit", "        if (leg.Reason != FillReason.Partial) passage.Result.CostCents += CostOf(fill);\n        ticket.Exit", "SimulatorFault"),
    ("fast path passes a low exactly at the threshold", QUIET, "lowest <= Math.Max(", "lowest < Math.Max(", "SimulatorFault"),
    ("contract tier falls back, environment", "src/RlTrainer/Compliance/Standing.cs", "HighestEndOfDayCents = Math.Max(HighestEndOfDayCents, balanceCents)", "HighestEndOfDayCents = balanceCents", "SimulatorFault"),
    ("contract tier falls back, auditor", AUDITED, "if (Cash > BestEndOfDay) BestEndOfDay = Cash;", "BestEndOfDay = Cash;", "SimulatorFault"),
    ("time limit a day longer", CONDITIONS, "Period.DaysBetween(first, day) >= limit", "Period.DaysBetween(first, day) > limit", "RejudgeFault"),
    ("minimum days off by one", CONDITIONS, "&& facts.TradedDays >= rules.MinimumDays", "&& facts.TradedDays + 1 >= rules.MinimumDays", "FaultTests"),
    ("rejudged beyond the trade's favourable excursion", REJUDGE, "Math.Min(favorable, entry + trade.FavorableTicks)", "favorable", "RejudgeFault"),
    ("rejudged beyond the trade's adverse excursion", REJUDGE, "Math.Max(adverse, entry - trade.AdverseTicks)", "adverse", "RejudgeFault"),
    ("auditor passes a short's widened stop", REPLAY, "&& change.StopTicks > account.StopTicks)", "&& change.StopTicks > int.MaxValue - 1)", "AuditorFault"),
    ("auditor passes an entry at 16:58", CLOCK, "_bars.EasternSeconds[bar] < _flat[bar] - 60", "_bars.EasternSeconds[bar] <= _flat[bar] - 60", "AuditorFault"),
    ("highest equity not compared", REPLAY, "        Check(bar, claim.HighestEquityCents,", "        if (bar < 0) Check(bar, claim.HighestEquityCents,", "AuditorFault"),
    ("a trade of 0 counted as a win, metrics", "src/RlTrainer/Evaluation/Metrics/TradeFigures.cs", "trades.Count(trade => trade.NetCents > 0)", "trades.Count(trade => trade.NetCents >= 0)", "MeasuringFault"),
    ("a trade of 0 counted as a win, statistics", ACCOUNTS + "TradingAccounts.cs", "if (result.NetCents > 0) Statistics.WinningTrades++;", "if (result.NetCents >= 0) Statistics.WinningTrades++;", "SimulatorFault"),
    ("pass probability forgets the best day", RESAMPLED, "_bestDay = Math.Max(_bestDay, _equity - start);", "_bestDay = Math.Max(0, _equity - start);", "MeasuringFault"),
    ("day-limit exit always at the limit, resampled", RESAMPLED, "_equity = start + Math.Min(-limit.AmountCents, path.CloseCents[bar]);", "_equity = start - limit.AmountCents;", "MeasuringFault"),
    ("day-limit exit always at the limit, walk", WALK, "LeaveAgainst(ref passage, prices.UtcSeconds, prices.Open, reason);", "LeaveAgainst(ref passage, prices.UtcSeconds, reason == FillReason.DailyLimit ? side * trigger : prices.Open, reason);", "SimulatorFault"),
    ("calendar days taken for trading days", PASS, "limit * SharpeStatistics.DaysPerYear / 365.0", "limit * 1.0", "MeasuringFault"),
    ("calendar days taken for trading days, rejudged", REJUDGE, "EndByTime(_bars.Days[_dayOfBar[bar]].Date, bar);", "EndByTime(_bars.Days[_firstDay].Date.PlusDays(_dayOfBar[bar] - _firstDay), bar);", "RejudgeFault"),
    ("stop within the slippage not masked", SIZING, "=> stopTicks > slippageTicks", "=> stopTicks >= slippageTicks", "FillModelTests"),
    ("target fills at the open inside a session", WALK, "return followsBreak || side == 0 ? open", "return side is >= -1 ? open", "FillModelTests"),
    ("target never improves after a halt", WALK, "return followsBreak || side == 0 ? open", "return side == 0 ? open", "FillModelTests"),
]


def main():
    source = subprocess.run(["git", "rev-parse", "--show-toplevel"], capture_output=True, text=True, check=True).stdout.strip()
    numbers = [word for word in sys.argv[1:] if word != "--list"]
    wanted = [int(number) for number in numbers] or list(range(1, len(FAULTS) + 1))
    for number in wanted:
        what, file, original = FAULTS[number - 1][:3]
        if open(os.path.join(source, file), encoding="utf-8").read().count(original) < 1:
            sys.exit(f"{number}. {what}: '{original}' is not in {file}; bring the list up to date.")
    if "--list" in sys.argv:
        return print(f"{len(wanted)} faults fit the sources")
    copy = tempfile.mkdtemp(prefix="planted-")
    listed = subprocess.run(["git", "ls-files"], cwd=source, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in listed:
        os.makedirs(os.path.dirname(os.path.join(copy, name)), exist_ok=True)
        shutil.copy2(os.path.join(source, name), os.path.join(copy, name))
    survived = 0
    try:
        built(copy, "tests/RlTrainer.Tests")
        for number in wanted:
            what, file, original, fault, test = FAULTS[number - 1]
            path = os.path.join(copy, file)
            text = open(path, encoding="utf-8").read()
            open(path, "w", encoding="utf-8").write(text.replace(original, fault, 1))
            killed = not passes(copy, test)
            open(path, "w", encoding="utf-8").write(text)
            survived += not killed
            print(f"{number}. {what}: {'killed by ' + test if killed else 'SURVIVED'}", flush=True)
    finally:
        shutil.rmtree(copy)
    sys.exit(1 if survived else 0)


def built(copy, project):
    build = ["dotnet", "build", project, "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false"]
    done = subprocess.run(build, cwd=copy, capture_output=True, text=True)
    if done.returncode:
        sys.exit(project + " does not compile:\n" + done.stdout[-2000:])


def passes(copy, test):
    built(copy, "src/RlTrainer")
    bin = os.path.join(copy, "artifacts", "bin")
    shutil.copy2(os.path.join(bin, "RlTrainer", "release", "RlTrainer.dll"), os.path.join(bin, "RlTrainer.Tests", "release"))
    run = ["dotnet", "test", "tests/RlTrainer.Tests", "-c", "Release", "--no-build", "--nologo", "--filter", f"FullyQualifiedName~{test}"]
    return subprocess.run(run, cwd=copy, capture_output=True, text=True).returncode == 0


main()
