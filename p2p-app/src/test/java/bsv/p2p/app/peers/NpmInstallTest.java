package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.peers.NpmInstall.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The installation of the npm peers, with a Node and an npm that only pretend.
class NpmInstallTest {
    @TempDir
    private Path folder;

    private Path source;
    private Path target;
    private String node;
    private String npm;

    @BeforeEach
    void pretend() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        target = folder.resolve("target/npm");
        Files.writeString(source.resolve("package-lock.json"), "{}");
        Files.writeString(source.resolve("script.js"), "1");
        node = program("node", "echo v20.1.0");
        npm = program("npm", "echo \"$@\" >>\"$0.calls\"");
    }

    @Test
    void installsOnceUntilTheLockFileChanges() throws Exception {
        assertThat(install(false)).isEqualTo(new Result.Ready(target));
        Files.writeString(source.resolve("script.js"), "2");
        assertThat(install(false)).isEqualTo(new Result.Ready(target));
        assertThat(Path.of(npm + ".calls")).content().isEqualTo("ci --ignore-scripts --prefer-offline --fetch-retries=1\n");
        assertThat(target.resolve("script.js")).content().isEqualTo("2");

        Files.writeString(source.resolve("package-lock.json"), "{ }");
        assertThat(install(false)).isEqualTo(new Result.Ready(target));
        assertThat(Files.readAllLines(Path.of(npm + ".calls"))).hasSize(2);
    }

    @Test
    void triesAgainAfterAFailure() throws Exception {
        var works = npm;
        npm = program("broken-npm", "exit 1");
        install(false);
        npm = works;
        assertThat(install(false)).isEqualTo(new Result.Ready(target));
        assertThat(Files.readAllLines(Path.of(npm + ".calls"))).hasSize(1);
    }

    @Test
    void withoutNodeOneDoesWithoutThePeersEvenInCi() throws Exception {
        node = folder.resolve("no-node").toString();
        assertThat(install(false)).isEqualTo(new Result.Skipped("node not found"));
        assertThat(install(true)).isEqualTo(new Result.Skipped("node not found"));
    }

    @Test
    void whatElseIsMissingIsAFailureInCi() throws Exception {
        npm = program("broken-npm", "echo npm warn x; echo npm error code ENOTFOUND >&2; echo npm error more; exit 1");
        assertThat(install(false)).isEqualTo(new Result.Skipped("npm ci failed: npm error code ENOTFOUND"));
        assertThat(install(true)).isEqualTo(new Result.Failed("npm ci failed: npm error code ENOTFOUND"));
        npm = folder.resolve("no-npm").toString();
        assertThat(install(false)).isEqualTo(new Result.Skipped("npm not found"));
        assertThat(install(true)).isEqualTo(new Result.Failed("npm not found"));
    }

    @Test
    void anOldNodeIsNotEnough() throws Exception {
        node = program("old-node", "echo v18.2.9");
        assertThat(install(false)).isEqualTo(new Result.Skipped("node 18.3 or later is needed, found v18.2.9"));
        node = program("node-18", "echo v18.3.0");
        assertThat(install(false)).isEqualTo(new Result.Ready(target));
    }

    private Result install(boolean obliged) throws Exception {
        return new NpmInstall(node, npm, obliged).into(source, target);
    }

    private String program(String name, String line) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
