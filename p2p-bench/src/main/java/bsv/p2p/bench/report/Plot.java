package bsv.p2p.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/// A picture of some columns of a table.
sealed interface Plot {
    int WIDTH = 1_000;
    int HEIGHT = 560;

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
            chart.getStyler().setXAxisLabelRotation(60).setLegendPosition(LegendPosition.OutsideE).setToolTipsEnabled(false);
            var chosen = from.rows().stream().filter(row -> rows.test(row.getFirst())).toList();
            bars.forEach((column, name) -> {
                int at = from.column(column);
                var labels = new ArrayList<String>();
                var values = new ArrayList<Double>();
                for (var row : chosen) {
                    labels.add(row.getFirst());
                    values.add(Table.number(row.get(at)).orElse(0));
                }
                chart.addSeries(name, labels, values);
            });
            return chart;
        }
    }

    /// Curves over a column of numbers, on scales by powers of ten.
    ///
    /// @param across the beginning of the name of the column that grows
    /// @param up the beginning of the name of the one that may follow
    /// @param byFirst whether the first column says which curve a row belongs to, else there is one
    record Curves(Program program, int table, String file, String title, String across, String up, boolean byFirst) implements Plot {
        @Override
        public Chart<?, ?> draw(Table from) {
            var chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(across).build();
            chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0).setLegendPosition(LegendPosition.OutsideE).setToolTipsEnabled(false);
            int x = from.column(across);
            int y = from.column(up);
            var curves = new LinkedHashMap<String, List<double[]>>();
            for (var row : from.rows()) {
                var at = Table.number(row.get(x));
                var value = Table.number(row.get(y));
                if (at.isEmpty() || value.isEmpty()) continue;
                curves.computeIfAbsent(byFirst ? row.getFirst() : up, _ -> new ArrayList<>()).add(new double[] {at.getAsDouble(), value.getAsDouble()});
            }
            curves.forEach((name, points) -> chart.addSeries(name, points.stream().mapToDouble(point -> point[0]).toArray(), points.stream().mapToDouble(point -> point[1]).toArray()));
            return chart;
        }
    }

    /// Draws it into a file in a folder.
    default void save(Table table, Path folder) throws IOException {
        BitmapEncoder.saveBitmap(draw(table), folder.resolve(file()).toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
