package bsv.p2p.app.peers;

import bsv.p2p.api.peer.Magic;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.ByteBuffer;
import java.util.Set;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Monetary;
import org.bitcoinj.base.Network;
import org.bitcoinj.base.utils.MonetaryFormat;
import org.bitcoinj.core.BitcoinSerializer;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.GetAddrMessage;
import org.bitcoinj.core.Message;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.ProtocolException;
import org.bitcoinj.core.ProtocolVersion;
import org.bitcoinj.core.StoredBlock;
import org.bitcoinj.core.UnknownMessage;
import org.bitcoinj.params.Networks;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.store.BlockStore;
import org.slf4j.LoggerFactory;

/// The regtest chain for bitcoinj under any wire magic, and with a serializer that survives what it does not know: its own closes the
/// connection at the first unknown command that has a payload, such as protoconf, authch and sendcmpct.
@SuppressWarnings("deprecation") // abstract in the super class, so somebody has to write them
final class SvRegtest extends NetworkParameters {

    static {
        // It warns of every message that it does not know, and of every connection that ends.
        ((Logger) LoggerFactory.getLogger("org.bitcoinj")).setLevel(Level.OFF);
    }

    static SvRegtest withMagic(Magic magic) {
        var params = new SvRegtest(magic);
        Networks.register(params); // The serializer finds its magic there; a second registration changes nothing.
        return params;
    }

    private SvRegtest(Magic magic) {
        super(new MagicNetwork(magic));
        var regtest = RegTestParams.get();
        packetMagic = magic.bits(); // Wire order, as ours.
        port = regtest.getPort();
        maxTarget = regtest.getMaxTarget();
        interval = regtest.getInterval();
        targetTimespan = regtest.getTargetTimespan();
        subsidyDecreaseBlockCount = regtest.getSubsidyDecreaseBlockCount();
        spendableCoinbaseDepth = regtest.getSpendableCoinbaseDepth();
        addressHeader = network.legacyAddressHeader();
        p2shHeader = network.legacyP2SHHeader();
        segwitAddressHrp = network.segwitAddressHrp();
        dumpedPrivateKeyHeader = regtest.getDumpedPrivateKeyHeader();
        bip32HeaderP2PKHpub = regtest.getBip32HeaderP2PKHpub();
        bip32HeaderP2PKHpriv = regtest.getBip32HeaderP2PKHpriv();
        majorityEnforceBlockUpgrade = regtest.getMajorityEnforceBlockUpgrade();
        majorityRejectBlockOutdated = regtest.getMajorityRejectBlockOutdated();
        majorityWindow = regtest.getMajorityWindow();
    }

    @Override
    public BitcoinSerializer getSerializer() {
        return new Tolerant(network, ProtocolVersion.CURRENT.intValue());
    }

    @Override
    public Block getGenesisBlock() {
        return RegTestParams.get().getGenesisBlock(); // Peer's constructor asks for its time
    }

    @Override
    public void checkDifficultyTransitions(StoredBlock previous, Block next, BlockStore store) {}

    @Override
    public String getPaymentProtocolId() {
        return "regtest";
    }

    @Override
    public Coin getMaxMoney() {
        return BitcoinNetwork.MAX_MONEY;
    }

    @Override
    public boolean hasMaxMoney() {
        return true;
    }

    @Override
    public String getUriScheme() {
        return network.uriScheme();
    }

    @Override
    public MonetaryFormat getMonetaryFormat() {
        return MonetaryFormat.BTC;
    }

    /// bitcoinj looks parameters up by this id, so each magic needs one of its own.
    private record MagicNetwork(Magic magic) implements Network {
        @Override
        public String id() {
            return "bsv.regtest." + magic;
        }

        @Override
        public int legacyAddressHeader() {
            return BitcoinNetwork.REGTEST.legacyAddressHeader();
        }

        @Override
        public int legacyP2SHHeader() {
            return BitcoinNetwork.REGTEST.legacyP2SHHeader();
        }

        @Override
        public String segwitAddressHrp() {
            return BitcoinNetwork.REGTEST.segwitAddressHrp();
        }

        @Override
        public String uriScheme() {
            return BitcoinNetwork.REGTEST.uriScheme();
        }

        @Override
        public boolean hasMaxMoney() {
            return true;
        }

        @Override
        public Monetary maxMoney() {
            return BitcoinNetwork.MAX_MONEY;
        }

        @Override
        public boolean exceedsMaxMoney(Monetary amount) {
            return BitcoinNetwork.REGTEST.exceedsMaxMoney(amount);
        }
    }

    private static final class Tolerant extends BitcoinSerializer {
        private static final Set<String> KNOWN = Set.of("version", "verack", "inv", "block", "merkleblock", "getdata",
                "getblocks", "getheaders", "tx", "sendaddrv2", "addr", "addrv2", "ping", "pong", "headers", "filterload",
                "notfound", "mempool", "reject", "sendheaders", "feefilter");
        private final Network network;

        Tolerant(Network network, int protocolVersion) {
            super(network, protocolVersion);
            this.network = network;
        }

        @Override
        public BitcoinSerializer withProtocolVersion(int version) {
            return new Tolerant(network, version);
        }

        @Override
        public Message deserializePayload(BitcoinPacketHeader header, ByteBuffer in) throws ProtocolException {
            if (KNOWN.contains(header.command)) {
                return super.deserializePayload(header, in);
            }
            in.get(new byte[header.size]); // Throws BufferUnderflowException until all has come, as the super class does.
            return header.command.equals("getaddr") ? new GetAddrMessage() : new UnknownMessage(header.command);
        }
    }
}
