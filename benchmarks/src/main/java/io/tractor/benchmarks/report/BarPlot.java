package io.tractor.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Bars from left to right, one below the other: medians, with a line from the least to
 * the most. Written by hand, as there is nothing to it that a library would be needed
 * for.
 */
final class BarPlot {

	private static final int WIDTH = 760;

	private static final int LEFT = 210;

	private static final int RIGHT = 110;

	private static final int TOP = 44;

	private static final int ROW = 30;

	private static final int BAR = 18;

	private final String title;

	private final List<Bar> bars;

	BarPlot(String title, List<Bar> bars) {
		this.title = title;
		this.bars = bars;
	}

	String svg() {
		StringBuilder svg = new StringBuilder();
		int height = TOP + this.bars.size() * ROW + 8;
		add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
				+ " font-size=\"13\">", WIDTH, height);
		add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
		add(svg, "<text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"bold\" fill=\"#222222\">%s</text>",
				escaped(this.title));
		double most = this.bars.stream().mapToDouble((bar) -> bar.series().most()).max().orElse(1);
		double scale = (WIDTH - LEFT - RIGHT) / most;
		for (int i = 0; i < this.bars.size(); i++) {
			bar(svg, this.bars.get(i), TOP + i * ROW, scale, i == 0);
		}
		return svg.append("</svg>\n").toString();
	}

	private static void bar(StringBuilder svg, Bar bar, int y, double scale, boolean ours) {
		double middle = y + BAR / 2.0;
		add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#222222\">%s</text>", LEFT - 8, middle + 4.5,
				escaped(bar.label()));
		add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LEFT, y,
				bar.series().median() * scale, BAR, ours ? "#2f6f4f" : "#9db8c9");
		add(svg, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#222222\"/>",
				LEFT + bar.series().least() * scale, LEFT + bar.series().most() * scale, middle, middle);
		add(svg, "<text x=\"%.1f\" y=\"%.1f\" fill=\"#222222\">%s</text>", LEFT + bar.series().most() * scale + 8,
				middle + 4.5, number(bar.series().median()));
	}

	private static String number(double value) {
		if (value >= 1e9) {
			return String.format(Locale.ROOT, "%.2f G", value / 1e9);
		}
		if (value >= 1e6) {
			return String.format(Locale.ROOT, "%.2f M", value / 1e6);
		}
		return String.format(Locale.ROOT, (value >= 1e3) ? "%.1f k" : "%.2f", (value >= 1e3) ? value / 1e3 : value);
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	private static void add(StringBuilder svg, String line, Object... arguments) {
		svg.append(String.format(Locale.ROOT, line, arguments)).append('\n');
	}

	/**
	 * A bar.
	 *
	 * @param label what it is
	 * @param series its figure, of at least one round
	 */
	record Bar(String label, Series series) {

	}

}
