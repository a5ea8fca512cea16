package bsv.p2p.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Network;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BanListFileTest {
    private static final Instant SINCE = Instant.ofEpochSecond(1_600_000_000);
    private static final Instant UNTIL = Instant.ofEpochSecond(1_868_435_456);
    private final List<String> problems = new ArrayList<>();

    @Test
    void aBanIsByteForByteWhatTheReferenceNodeWrites() throws Exception {
        var bans = List.of(new Ban(Cidr.parse("203.0.113.0/24"), new BanReason.Manual(""), SINCE, Optional.of(UNTIL)),
                new Ban(Cidr.parse("2001:db8::/33"), new BanReason.Misbehavior("x"), SINCE, Optional.of(UNTIL)));

        var body = HexFormat.of().parseHex("f9beb4d9" + "02"
                + "00000000000000000000ffffcb007100" + "ffffffffffffffffffffffffffffff00" + "01" + "01000000" + "00105e5f00000000" + "00105e6f00000000" + "02"
                + "20010db8000000000000000000000000" + "ffffffff800000000000000000000000" + "01" + "01000000" + "00105e5f00000000" + "00105e6f00000000" + "01");
        assertThat(BanListFile.write(bans, Network.MAINNET, SINCE)).isEqualTo(sealed(body));
    }

    @Test
    void whatIsWrittenIsReadAgainAndForEverStaysForEver() {
        var bans = IntStream.range(0, 70_000).mapToObj(i -> new Ban(Cidr.parse("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255)),
                new BanReason.Manual("banned at a reference node"), SINCE, i % 2 == 0 ? Optional.empty() : Optional.of(UNTIL))).toList();

        for (int count : new int[] {0, 1, 252, 253, 65_535, 65_536, 70_000}) {
            var some = bans.subList(0, count);
            assertThat(BanListFile.read(BanListFile.write(some, Network.STN, SINCE), Network.STN, problems::add)).isEqualTo(some);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void bansThatHaveEndedAreNotWritten() {
        var ban = new Ban(Cidr.parse("203.0.113.1"), new BanReason.Manual(""), SINCE, Optional.of(UNTIL));

        assertThat(BanListFile.read(BanListFile.write(List.of(ban), Network.REGTEST, UNTIL), Network.REGTEST, problems::add)).isEmpty();
    }

    @Test
    void aBlockWithHolesOrABanThatEndsBeforeItBeginsIsLeftOutAndNamed() throws Exception {
        var good = "00000000000000000000ffffcb007100" + "ffffffffffffffffffffffffffffff00" + "01" + "01000000" + "00105e5f00000000" + "00105e6f00000000" + "02";
        var holes = good.replace("ffffff00", "ff00ff00");
        var invalid = good.replace("0001010000", "0000010000");
        var backwards = good.replace("00105e6f", "00105e4f");
        var wide = good.replace("ffffffffffffffffffffffffffffff00", "ffff0000000000000000000000000000");
        var far = good.replace("00105e6f00000000", "ffffffffffffff7f");
        var bans = BanListFile.read(sealed(HexFormat.of().parseHex("0b11090706" + holes + good + invalid + backwards + wide + far)), Network.TESTNET, problems::add);

        assertThat(bans).extracting(Ban::target).containsExactly(Cidr.parse("203.0.113.0/24"));
        assertThat(problems).hasSize(5).extracting(problem -> problem.substring(0, 6)).containsExactly("ban 1:", "ban 3:", "ban 4:", "ban 5:", "ban 6:");
    }

    @Test
    void whatTheNodePrintsOfItsBansIsReadToo() {
        var listing = """
                [{"address": "203.0.113.0/24", "banned_until": 1868435456, "ban_created": 1600000000, "ban_reason": "manually added"},
                 {"address": "203.0.113.0/255.0.255.0", "banned_until": 1868435456},
                 {"address": "2001:db8::/33", "banned_until": 1868435456, "ban_created": 1600000000, "ban_reason": "node misbehaving"}, 7]
                """;

        assertThat(BanListFile.read(listing.getBytes(StandardCharsets.UTF_8), Network.MAINNET, problems::add)).containsExactly(
                new Ban(Cidr.parse("203.0.113.0/24"), new BanReason.Manual("banned at a reference node"), SINCE, Optional.of(UNTIL)),
                new Ban(Cidr.parse("2001:db8::/33"), new BanReason.Misbehavior("banned by a reference node"), SINCE, Optional.of(UNTIL)));
        assertThat(problems).hasSize(2).extracting(problem -> problem.substring(0, 6)).containsExactly("ban 2:", "ban 4:");
        refuses("[{]".getBytes(StandardCharsets.UTF_8), Network.MAINNET, "expected a JSON object");
    }

    @Test
    void whatIsNoBanListOfThisNetworkIsRefused() throws Exception {
        var ban = new Ban(Cidr.parse("203.0.113.1"), new BanReason.Manual(""), SINCE, Optional.of(UNTIL));
        var file = BanListFile.write(List.of(ban), Network.MAINNET, SINCE);

        refuses(file, Network.TESTNET, "expected a ban list of testnet");
        for (int i = 0; i < file.length; i++) {
            var flipped = file.clone();
            flipped[i] ^= 1;
            refuses(flipped, Network.MAINNET, "checksum");
            refuses(Arrays.copyOf(file, i), Network.MAINNET, i < 37 ? "found " + i + " bytes" : "checksum");
        }
        for (var count : List.of("00", "02", "fd", "fdffff", "feffffffff", "ffffffffffffffffff", "ff0000000000000080")) {
            var lying = HexFormat.of().parseHex("f9beb4d9" + count + "00".repeat(54));
            refuses(sealed(lying), Network.MAINNET, "expected");
        }
    }

    private void refuses(byte[] file, Network network, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> BanListFile.read(file, network, problems::add)).withMessageContaining(why);
    }

    private static byte[] sealed(byte[] body) throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        var file = Arrays.copyOf(body, body.length + 32);
        System.arraycopy(sha256.digest(sha256.digest(body)), 0, file, body.length, 32);
        return file;
    }
}
