package bsv.p2p.app.shipping;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// A pom.xml as it is written, nothing inherited and nothing filled in.
final class Pom {
    private final Element root;

    private Pom(Element root) {
        this.root = root;
    }

    /// @param folder where the pom.xml lies
    static Pom in(Path folder) throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("pom.xml").toFile()).getDocumentElement());
    }

    /// The text of an element, by the names on the way to it.
    Optional<String> text(String... path) {
        return all(path).findFirst().map(element -> element.getTextContent().strip());
    }

    List<String> texts(String... path) {
        return all(path).map(element -> element.getTextContent().strip()).toList();
    }

    /// All elements at the end of that way.
    Stream<Element> all(String... path) {
        var found = Stream.of(root);
        for (var name : path) found = found.flatMap(element -> children(element, name));
        return found;
    }

    static Stream<Element> children(Element element, String name) {
        var nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).filter(node -> node.getNodeName().equals(name)).map(Element.class::cast);
    }
}
