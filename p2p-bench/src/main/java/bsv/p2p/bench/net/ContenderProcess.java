package bsv.p2p.bench.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/// A contender in a process of its own. Says on standard output where it listens, and does what it is told on standard input: the methods of
/// [Stack] by their names, with arguments, each answered with `ok`; and `mark` and `footprint`, answered with a [Mark] and a [Footprint]. Ends with its input.
final class ContenderProcess {
    private ContenderProcess() {}

    /// Takes the contender, the number of loops, and whether to use epoll.
    public static void main(String[] arguments) throws IOException {
        Children.failLoudly();
        var stack = Contender.valueOf(arguments[0]).open(new StackOptions(Integer.parseInt(arguments[1]), Boolean.parseBoolean(arguments[2])));
        System.out.println(stack.port());
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) System.out.println(obey(stack, line.split(" ", -1)));
        System.exit(0);
    }

    private static String obey(Stack stack, String[] words) {
        switch (words[0]) {
            case "mark" -> {
                return Mark.now(stack.heard()).toLine();
            }
            case "footprint" -> {
                return Footprint.now().toLine();
            }
            case "send" -> stack.send(Kind.valueOf(words[1]));
            case "fanOut" -> stack.fanOut(Kind.valueOf(words[1]));
            case "dial" -> stack.dial(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "crawl" -> stack.crawl(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "subscribe" -> stack.subscribe(Integer.parseInt(words[1]));
            case "stop" -> stack.stop();
            default -> throw new IllegalArgumentException("expected something to do, found " + String.join(" ", words));
        }
        return "ok";
    }
}
