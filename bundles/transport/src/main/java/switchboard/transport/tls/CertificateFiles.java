package switchboard.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The three files of the data folder that TLS for clients needs, by ProxySQL's names. Reads and writes files. */
record CertificateFiles(Path ca, Path certificate, Path key) {
    static CertificateFiles in(Path datadir) {
        return new CertificateFiles(datadir.resolve("proxysql-ca.pem"), datadir.resolve("proxysql-cert.pem"),
                datadir.resolve("proxysql-key.pem"));
    }

    private List<Path> all() {
        return List.of(ca, certificate, key);
    }

    boolean noneExists() {
        return all().stream().noneMatch(Files::exists);
    }

    /** Those that are missing while others are there: nothing is made then, it might replace somebody's own. */
    List<Path> missing() {
        return all().stream().filter(file -> !Files.exists(file)).toList();
    }

    /**
     * Writes all three, the key first and for its owner only. A process that is killed amid this leaves files that the next
     * start names as incomplete.
     */
    void write(CertificateMaker.Made made) throws IOException {
        writeOne(key, made.key(), true);
        writeOne(certificate, made.certificate(), false);
        writeOne(ca, made.ca(), false);
    }

    private static void writeOne(Path file, String pem, boolean secret) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        if (secret && fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(fresh,
                    Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        Files.writeString(fresh, pem, StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The files in one folder, sorted by name; hidden ones and folders left out. */
    static List<Path> in(Path folder, List<Path> found) throws IOException {
        List<Path> files = new ArrayList<>(found);
        try (var listed = Files.list(folder)) {
            listed.filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith("."))
                    .sorted().forEach(files::add);
        }
        return files;
    }
}
