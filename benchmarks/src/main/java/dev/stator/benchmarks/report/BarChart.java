package dev.stator.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A grid of panels of horizontal bars, as SVG. Written by hand because chart libraries measure text with AWT, which
 * fails on a server's JDK without fonts.
 */
record BarChart(String title, int columns, List<Panel> panels) {

    private static final int PANEL_WIDTH = 520;
    private static final int LABEL_WIDTH = 200;
    private static final int BAR_WIDTH = 230;
    private static final int ROW = 22;
    private static final int HEAD = 50;
    private static final List<String> COLOURS =
            List.of("#5b6770", "#1f77b4", "#17a2b8", "#d9822b", "#e5ae38", "#a14a76");

    /** Bars with a scale of their own, from zero to the greatest. */
    record Panel(String title, List<Bar> bars) {}

    /** One bar as long as the median, and a line from the least to the greatest. */
    record Bar(String label, Spread value) {}

    String svg() {
        int panelHeight =
                panels.stream().mapToInt(panel -> panel.bars().size()).max().orElse(0) * ROW + 44;
        int rows = (panels.size() + columns - 1) / columns;
        int width = columns * PANEL_WIDTH;
        int height = HEAD + rows * panelHeight;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="16" y="30" font-size="16" font-weight="bold">%s</text>
                """.formatted(width, height, width, height, escape(title)));
        for (int i = 0; i < panels.size(); i++) {
            int x = i % columns * PANEL_WIDTH;
            int y = HEAD + i / columns * panelHeight;
            svg.append("<g transform=\"translate(%d %d)\">\n".formatted(x, y));
            draw(panels.get(i), svg);
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void draw(Panel panel, StringBuilder svg) {
        double greatest = panel.bars().stream()
                .mapToDouble(bar -> bar.value().max())
                .max()
                .orElse(1);
        double scale = BAR_WIDTH / greatest;
        svg.append("<text x=\"16\" y=\"16\" font-weight=\"bold\">")
                .append(escape(panel.title()))
                .append("</text>\n");
        for (int i = 0; i < panel.bars().size(); i++) {
            Bar bar = panel.bars().get(i);
            Spread value = bar.value();
            int y = 26 + i * ROW;
            svg.append(String.format(
                    Locale.ROOT,
                    """
                    <text x="%d" y="%d" text-anchor="end">%s</text>
                    <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
                    <line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#000000"/>
                    <text x="%.1f" y="%d">%s</text>
                    """,
                    LABEL_WIDTH - 6,
                    y + 13,
                    escape(bar.label()),
                    LABEL_WIDTH,
                    y,
                    value.median() * scale,
                    ROW - 5,
                    COLOURS.get(i % COLOURS.size()),
                    LABEL_WIDTH + value.min() * scale,
                    LABEL_WIDTH + value.max() * scale,
                    y + 8,
                    y + 8,
                    LABEL_WIDTH + value.max() * scale + 6,
                    y + 13,
                    Spread.number(value.median())));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
