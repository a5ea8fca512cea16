package bsv.p2p.bench.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/// The other end of every connection, in a process of its own, the same for all contenders: plain sockets and frames made before. Told on standard
/// input what to do, one thing at a time:
///
/// | it is told | does | counts | answers |
/// |---|---|---|---|
/// | `flood KIND PORT CONNECTIONS` | sends without a pause | frames written | `ok` after the handshakes |
/// | `inventories ITEMS PORT` | the same with invs of so many items | frames written | `ok` after the handshake |
/// | `read PORT CONNECTIONS EACH` | reads; after every so many bytes sends one inv | bytes read | `ok` after the handshakes |
/// | `call PORT AT_ONCE` | connects, shakes hands, hangs up, again and again | handshakes | `ok` |
/// | `answer TELLING` | answers callers and, if so told, their getaddr | conversations that came to their end | the port |
/// | `ping PORT` | one ping after the other | pongs | `ok` after the handshake |
/// | `crowd`, then `grow PORT CONNECTIONS` and `talk ON` | many connections, silent or not | frames that were followed by an answered ping | `ok` |
/// | `mark` | | | a [Mark] |
/// | `stop` | ends what it does | | `ok` |
final class Counterpart {
    private Session session = Session.NONE;

    private Counterpart() {}

    /// What it does at the moment.
    interface Session extends AutoCloseable {
        Session NONE = new Session() {
            @Override
            public Mark mark() {
                return Mark.now(0);
            }

            @Override
            public void close() {
                // there is nothing to end
            }
        };

        Mark mark();

        @Override
        void close() throws IOException;
    }

    /// Runs until its input ends.
    public static void main(String[] arguments) throws IOException {
        Children.failLoudly();
        var counterpart = new Counterpart();
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) System.out.println(counterpart.obey(line.split(" ", -1)));
        System.exit(0);
    }

    private String obey(String[] words) throws IOException {
        switch (words[0]) {
            case "mark" -> {
                return session.mark().toLine();
            }
            case "stop" -> {
                session.close();
                session = Session.NONE;
            }
            case "flood" -> session = new Flood(Kind.valueOf(words[1]).frame(), number(words[2]), number(words[3]));
            case "inventories" -> session = new Flood(Kind.inventory(number(words[1])), number(words[2]), 1);
            case "read" -> session = new Readers(number(words[1]), number(words[2]), Long.parseLong(words[3]));
            case "call" -> session = new Callers(number(words[1]), number(words[2]));
            case "ping" -> session = new Pings(number(words[1]));
            case "crowd" -> session = new Crowd();
            case "grow" -> crowd().grow(number(words[1]), number(words[2]));
            case "talk" -> crowd().talk(Boolean.parseBoolean(words[1]));
            case "answer" -> {
                var answerers = new Answerers(Boolean.parseBoolean(words[1]));
                session = answerers;
                return Integer.toString(answerers.port());
            }
            default -> throw new IllegalArgumentException("expected something to do, found " + String.join(" ", words));
        }
        return "ok";
    }

    private Crowd crowd() {
        if (session instanceof Crowd crowd) return crowd;
        throw new IllegalStateException("there is no crowd");
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
