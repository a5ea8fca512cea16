package bsv.p2p.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/// A picture of some columns of a table.
sealed interface Plot {
    int WIDTH = 1_000;
    int HEIGHT = 560;
    Map<String, Color> COLORS = Map.of("floor", Color.GRAY, "ours", new Color(0x1f77b4), "bitcoinj", new Color(0xff7f0e));
    /// What every row of a plot says, or need not.
    String NOISE = "^processor time of an? |, encoded each time| to one of 1,000|, 1,000 addresses each|, 32 at once";

    /// Figures that are so many times others go on a scale by powers of ten.
    int WIDE = 20;

    /// Whose table.
    Program program();

    /// Which of the program's tables, from 0.
    int table();

    /// Its name without an ending.
    String file();

    /// Draws what of the table it needs.
    Chart<?, ?> draw(Table table);

    /// Bars beside each other, a group for each row: its first column says what it is.
    ///
    /// @param bars what to call them, by the beginnings of the names of their columns
    /// @param rows which rows
    record Bars(Program program, int table, String file, String title, Map<String, String> bars, Predicate<String> rows) implements Plot {
        @Override
        public Chart<?, ?> draw(Table from) {
            var chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
            style(chart);
            // A scale by powers of ten has no place for nothing.
            var chosen = from.rows().stream().filter(row -> rows.test(row.getFirst()) && bars.keySet().stream().allMatch(column -> figure(row, from.column(column)) > 0)).toList();
            var figures = chosen.stream().flatMapToDouble(row -> bars.keySet().stream().mapToDouble(column -> figure(row, from.column(column)))).summaryStatistics();
            boolean byPowers = figures.getMax() > WIDE * figures.getMin();
            chart.getStyler().setYAxisLogarithmic(byPowers).setYAxisMin(byPowers ? 0.05 : 0).setXAxisLabelRotation(30);
            bars.forEach((column, name) -> {
                int at = from.column(column);
                var labels = new ArrayList<String>();
                var values = new ArrayList<Double>();
                for (var row : chosen) {
                    labels.add(row.getFirst().replaceAll(NOISE, ""));
                    values.add(figure(row, at));
                }
                chart.addSeries(name, labels, values).setFillColor(color(name));
            });
            return chart;
        }
    }

    /// Curves over a column of numbers that grow by steps.
    ///
    /// @param across the beginning of the name of the column that grows
    /// @param up the beginning of the name of the one that may follow
    /// @param byFirst whether the first column says which curve a row belongs to, else there is one
    record Curves(Program program, int table, String file, String title, String across, String up, boolean byFirst) implements Plot {
        @Override
        public Chart<?, ?> draw(Table from) {
            var chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(across).build();
            chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line).setOverlapped(true).setYAxisMin(0.0);
            style(chart);
            int x = from.column(across);
            int y = from.column(up);
            var curves = new LinkedHashMap<String, SequencedMap<String, Double>>();
            for (var row : from.rows()) {
                var value = Table.number(row.get(y));
                if (value.isPresent()) curves.computeIfAbsent(byFirst ? row.getFirst() : up, _ -> new LinkedHashMap<>()).put(row.get(x), value.getAsDouble());
            }
            curves.forEach((name, points) -> {
                var curve = chart.addSeries(name, List.copyOf(points.sequencedKeySet()), List.copyOf(points.sequencedValues()));
                curve.setMarkerColor(color(name));
                curve.setLineColor(color(name));
            });
            return chart;
        }
    }

    private static double figure(List<String> row, int column) {
        return Table.number(row.get(column)).orElse(0);
    }

    private static void style(Chart<?, ?> chart) {
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setToolTipsEnabled(false).setChartBackgroundColor(Color.WHITE).setLegendBorderColor(Color.WHITE);
    }

    /// The same for a contender in every picture.
    private static Color color(String name) {
        return COLORS.getOrDefault(name, Color.BLACK);
    }

    /// Draws it into a file in a folder.
    default void save(Table table, Path folder) throws IOException {
        BitmapEncoder.saveBitmap(draw(table), folder.resolve(file()).toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
