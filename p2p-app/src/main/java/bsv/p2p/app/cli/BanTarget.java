package bsv.p2p.app.cli;

import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads whom a ban is on: an address or a block of addresses. A port is passed over, since bans do not know ports.
final class BanTarget implements ITypeConverter<Cidr> {
    @Override
    public Cidr convert(String text) {
        return Cidr.tryParse(text).or(() -> Endpoint.tryParse(text).map(endpoint -> Cidr.of(endpoint.ip())))
                .orElseThrow(() -> new TypeConversionException("expected an address or a block such as 203.0.113.0/24, found \"" + text + "\""));
    }
}
