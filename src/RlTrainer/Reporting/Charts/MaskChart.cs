using RlTrainer.Environments;

namespace RlTrainer.Reporting;

/// <summary>What was legal at each step and what was done: a row an action, a column a step.</summary>
public static class MaskChart
{
    private const double RowHeight = 20, Left = 158;

    /// <summary>Draws the masks of steps; a filled cell was legal, a disc marks what was done.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="actions">The action set of the steps.</param>
    /// <param name="steps">The steps, in order.</param>
    /// <returns>The drawing, actions by steps.</returns>
    public static SvgFigure Of(string title, ActionSet actions, IReadOnlyList<HandStep> steps)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(title);
        double top = 62, bottom = top + actions.Count * RowHeight;
        var canvas = new SvgCanvas(bottom + 48, title, "Which actions the mask allowed at each step, and which one was taken.");
        canvas.Rectangle(new(24, 38, 14, 12), "rl-hold-cell");
        canvas.Text(44, 48, "legal", "rl-value");
        canvas.Circle(104, 44, 4.5, "rl-entry");
        canvas.Text(114, 48, "done", "rl-value");
        var panel = new ChartPanel(canvas, Left, top, SvgCanvas.Width - 20, bottom);
        var across = new AxisScale(0, Math.Max(1, steps.Count), panel.Left, panel.Right);
        double width = across.Pixel(1) - across.Pixel(0);
        for (int action = 0; action < actions.Count; action++)
        {
            double y = top + action * RowHeight;
            canvas.Text(Left - 8, y + RowHeight / 2 + 4, actions.Actions[action].ToString(), "rl-label", "end");
            canvas.Line(panel.Left, y + RowHeight, panel.Right, y + RowHeight, "rl-grid");
            for (int step = 0; step < steps.Count; step++)
            {
                if (steps[step].Legal[action])
                    canvas.Rectangle(new(across.Pixel(step), y + 3, Math.Max(0.8, width * 0.86), RowHeight - 6), "rl-hold-cell");
                if (steps[step].Action == actions.Actions[action] && action > 0)
                    canvas.Circle(across.Pixel(step + 0.43), y + RowHeight / 2, 4.5, "rl-entry",
                        $"step {step}: {actions.Actions[action]}");
            }
        }
        foreach (double tick in across.Ticks(8)) panel.Mark(across.Pixel(tick), NumberText.Number(tick, 0));
        panel.Base("Step; Hold is done where no other action is");
        return new SvgFigure(title, canvas.ToString());
    }
}
