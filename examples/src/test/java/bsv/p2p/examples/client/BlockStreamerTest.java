package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.stream.PayloadSource;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BlockStreamerTest {
    private static final BlockHeader HEADER = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0x207f_ffffL, 0);

    @TempDir
    private Path folder;

    @Test
    void aBlockAboveTheThresholdGoesToTheFileAsItIs() throws Exception {
        var transaction = Transaction.of(1, List.of(), List.of(new TxOutput(0, Bytes.wrap(new byte[10 << 20]))), 0);
        var payload = new ByteArrayOutputStream();
        payload.writeBytes(HEADER.toWire().toArray());
        payload.write(1);
        payload.writeBytes(transaction.wire().toArray());
        var kept = Files.write(folder.resolve("kept"), payload.toByteArray());
        var file = folder.resolve("block.bin");

        var out = streamed(file, (node, peer) -> node.send(peer, PayloadSource.ofFile(Block.COMMAND, kept)));

        assertThat(out).contains("10485864 bytes with 1 transactions");
        assertThat(file).hasSameBinaryContentAs(kept);
    }

    @Test
    void aSmallBlockComesAsAMessage() throws Exception {
        var file = folder.resolve("block.bin");
        assertThat(streamed(file, (node, peer) -> node.send(peer, new Block(HEADER, List.of())))).contains("0 transactions, small enough");
        assertThat(file).doesNotExist();
    }

    private static String streamed(Path file, BiConsumer<PeerManager, UUID> answer) throws Exception {
        var out = new ExampleOutput();
        try (var local = new LocalNode("127.0.0.1")) {
            var node = local.manager();
            node.subscribeBitcoinMessages(event -> {
                if (event.message() instanceof GetData(var items) && items.getFirst().hash().equals(HEADER.hash())) answer.accept(node, event.peerId());
            });
            BlockStreamer.run(Network.REGTEST, local.address(), HEADER.hash(), file, out);
        }
        return out.text();
    }
}
