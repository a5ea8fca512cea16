package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.demo.StyledLine.Style;
import org.junit.jupiter.api.Test;

class StyledLineTest {

    @Test
    void isNeverLongerThanItsWidth() {
        assertThat(new StyledLine(10, false).add("12345").add("67890").add("more")).hasToString("1234567890");
        assertThat(new StyledLine(7, false).column(Style.PLAIN, "ab", 5).rightColumn(Style.PLAIN, "c", 5)).hasToString("ab     ");
        assertThat(new StyledLine(-1, false).add("x")).hasToString("");
    }

    @Test
    void columnsAreFilledOrCut() {
        assertThat(new StyledLine(80, false).column(Style.PLAIN, "ab", 4).rightColumn(Style.PLAIN, "cd", 4).column(Style.PLAIN, "efghi", 4)).hasToString("ab    cdefgh");
    }

    @Test
    void stylesDoNotCount() {
        assertThat(new StyledLine(4, true).add(Style.BOLD, "ab").add(Style.RED, "cdef").add(Style.DIM, "g"))
                .hasToString("\u001b[1mab\u001b[0m\u001b[31mcd\u001b[0m");
    }

    @Test
    void textCannotCommandTheTerminal() {
        assertThat(new StyledLine(80, true).add("a\u001b[2Jb\nc\u009bd\u202ee")).hasToString("a?[2Jb?c?d?e");
    }
}
